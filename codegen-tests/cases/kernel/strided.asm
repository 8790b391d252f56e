code 223 bytes, constants 165 bytes, 44 instructions, 0 vpdpbusd
2 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 74 bytes, 13 instructions, 0 vpdpbusd, 4 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0x1f
    kmovq         k1, rax
    mov           ecx, 3
loop0:
    mov           r8d, 2
loop1:
    mov           r9, [rdi+0x40]
    imul          rax, rcx, -4
    add           r9, rax
    imul          rax, r8, -0x100
    add           r9, rax
    imul          rax, rsi, 0x40
    add           r9, rax
    add           r9, 0x20c
    mov           r10, [rdi+0x48]
    imul          rax, rcx, -0x64
    add           r10, rax
    imul          rax, r8, -0x190
    add           r10, rax
    lea           r10, [r10+rsi*4]
    add           r10, 0x44c
    mov           r11, rsi
    nop           [rax+rax]
    nop           [rax+rax]
    nop
loop2:
    vmovdqa32     zmm0, [constant0]
    kmovw         k7, k1
    vpxord        zmm1, zmm1, zmm1
    vgatherdps    zmm1, k7, [r9+zmm0]
    vpandd        zmm0, zmm1, [constant2]{1to16}
    vmovdqa32     zmm1, [constant1]
    kxnorw        k7, k7, k7
    vpscatterdd   [r10+zmm1], k7, zmm0
    add           r9, 0x40
    add           r10, 4
    inc           r11
    cmp           r11, rdx
    jb            loop2
    dec           r8d
    jne           loop1
    dec           ecx
    jne           loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x44, 0x88, 0xcc, 0x110, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0
constant1:
    dd 0x0, 0x20, 0x40, 0x60, 0x80, 0xa0, 0xc0, 0xe0, 0x100, 0x120, 0x140, 0x160, 0x180, 0x1a0, 0x1c0, 0x1e0
constant2:
    dd 0x7fffffff
