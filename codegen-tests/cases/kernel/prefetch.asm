code 108 bytes, constants 0 bytes, 24 instructions, 0 vpdpbusd
1 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 32 bytes, 7 instructions, 0 vpdpbusd, 1 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x80
    add           rcx, rax
    mov           r8, [rdi+0x48]
    imul          rax, rsi, 0x80
    add           r8, rax
loop0:
    mov           r9d, 2
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax]
loop1:
    prefetcht1    [rcx+0x100]
    vmovdqu32     zmm0, [rcx]
    vmovdqu32     [r8], zmm0
    add           rcx, 0x40
    add           r8, 0x40
    dec           r9d
    jne           loop1
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
