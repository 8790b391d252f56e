code 151 bytes, constants 0 bytes, 30 instructions, 0 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 51 bytes, 11 instructions, 0 vpdpbusd, 1 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           rcx, [rdi+0x40]
    vmovdqu8      zmm0, [rcx]
    vmovdqu8      zmm1, [rcx+0x40]
    vmovdqu8      zmm2, [rcx+0x80]
    vmovdqu8      zmm3, [rcx+0xc0]
    mov           rcx, [rdi+0x48]
    imul          rax, rsi, 0x3e
    add           rcx, rax
    mov           r8, [rdi+0x50]
    imul          rax, rsi, 0x3e
    add           r8, rax
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax+rax]
    nop
loop0:
    vmovdqu8      zmm4, [rcx]
    vpmovb2m      k7, zmm4
    knotq         k6, k7
    vpermi2b      zmm4{k7}, zmm2, zmm3
    vpermi2b      zmm4{k6}, zmm0, zmm1
    vmovdqu8      [r8], zmm4
    add           rcx, 0x3e
    add           r8, 0x3e
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
