code 139 bytes, constants 57 bytes, 29 instructions, 0 vpdpbusd
2 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 71 bytes, 14 instructions, 0 vpdpbusd, 4 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           rcx, [rdi+0x48]
    imul          rax, rsi, 0x10
    add           rcx, rax
    mov           r8, [rdi+0x40]
    mov           r9, [rdi+0x50]
    lea           r9, [r9+rsi*4]
    mov           r10, [rdi+0x58]
    imul          rax, rsi, 0x40
    add           r10, rax
    nop           [rax+rax]
    nop           [rax+rax]
loop0:
    vpmovzxbd     zmm0, [rcx]
    vpandd        zmm1, zmm0, [constant0]{1to16}
    kxnorw        k7, k7, k7
    vpxord        zmm0, zmm0, zmm0
    vgatherdps    zmm0, k7, [r8+zmm1*4]
    vbroadcastss  zmm1, [r9]
    vmulps        zmm0{rne-sae}, zmm0, zmm1
    vmovups       [r10], zmm0
    add           rcx, 0x10
    add           r9, 4
    add           r10, 0x40
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0xff
