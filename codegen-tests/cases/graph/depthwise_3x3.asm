interleave f32 to u8 mul channels 4x8 pixels 16x2
code 346 bytes, constants 110 bytes, 55 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 252 bytes, 37 instructions, 0 vpdpbusd, 9 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    vpbroadcastd  zmm0, [constant1]
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x240
    add           rcx, rax
    mov           r8, [rdi+0x48]
    lea           r8, [r8+rsi*4]
loop0:
    mov           r9d, 2
    nop           [rax+rax]
    nop           [rax+rax]
loop1:
    vmovups       zmm1, [rcx]
    vmulps        zmm1{rne-sae}, zmm1, zmm0
    vpxord        zmm2, zmm2, zmm2
    vmaxps        zmm1, zmm1, zmm2
    vminps        zmm1, zmm1, [constant2]{1to16}
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vmovups       zmm2, [rcx+0x90]
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vpxord        zmm3, zmm3, zmm3
    vmaxps        zmm2, zmm2, zmm3
    vminps        zmm2, zmm2, [constant2]{1to16}
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vmovups       zmm3, [rcx+0x120]
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm3, zmm3, zmm4
    vminps        zmm3, zmm3, [constant2]{1to16}
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vmovups       zmm4, [rcx+0x1b0]
    vmulps        zmm4{rne-sae}, zmm4, zmm0
    vpxord        zmm5, zmm5, zmm5
    vmaxps        zmm4, zmm4, zmm5
    vminps        zmm4, zmm4, [constant2]{1to16}
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vpslld        zmm2, zmm2, 8
    vpord         zmm1, zmm1, zmm2
    vpslld        zmm2, zmm3, 0x10
    vpord         zmm1, zmm1, zmm2
    vpslld        zmm2, zmm4, 0x18
    vpord         zmm1, zmm1, zmm2
    vmovdqa32     zmm2, [constant0]
    kxnorw        k7, k7, k7
    vpscatterdd   [r8+zmm2], k7, zmm1
    add           rcx, 0x40
    add           r8, 0x200
    dec           r9d
    jne           loop1
    add           rcx, 0x1c0
    add           r8, -0x3fc
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x20, 0x40, 0x60, 0x80, 0xa0, 0xc0, 0xe0, 0x100, 0x120, 0x140, 0x160, 0x180, 0x1a0, 0x1c0, 0x1e0
constant1:
    dd 0x42480000
constant2:
    dd 0x437f0000

interleave f32 to u8 mul channels 4x8 pixels 4x1
code 323 bytes, constants 133 bytes, 52 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 255 bytes, 38 instructions, 0 vpdpbusd, 9 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xf
    kmovq         k1, rax
    vpbroadcastd  zmm0, [constant1]
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x240
    add           rcx, rax
    mov           r8, [rdi+0x48]
    lea           r8, [r8+rsi*4]
    nop           [rax+rax]
    nop           [rax]
loop0:
    vmovups       zmm1{k1}{z}, [rcx]
    vmulps        zmm1{rne-sae}, zmm1, zmm0
    vpxord        zmm2, zmm2, zmm2
    vmaxps        zmm1, zmm1, zmm2
    vminps        zmm1, zmm1, [constant2]{1to16}
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vmovups       zmm2{k1}{z}, [rcx+0x90]
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vpxord        zmm3, zmm3, zmm3
    vmaxps        zmm2, zmm2, zmm3
    vminps        zmm2, zmm2, [constant2]{1to16}
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vmovups       zmm3{k1}{z}, [rcx+0x120]
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm3, zmm3, zmm4
    vminps        zmm3, zmm3, [constant2]{1to16}
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vmovups       zmm4{k1}{z}, [rcx+0x1b0]
    vmulps        zmm4{rne-sae}, zmm4, zmm0
    vpxord        zmm5, zmm5, zmm5
    vmaxps        zmm4, zmm4, zmm5
    vminps        zmm4, zmm4, [constant2]{1to16}
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vpslld        zmm2, zmm2, 8
    vpord         zmm1, zmm1, zmm2
    vpslld        zmm2, zmm3, 0x10
    vpord         zmm1, zmm1, zmm2
    vpslld        zmm2, zmm4, 0x18
    vpord         zmm1, zmm1, zmm2
    vmovdqa32     zmm2, [constant0]
    kmovw         k7, k1
    vpscatterdd   [r8+zmm2], k7, zmm1
    add           rcx, 0x240
    add           r8, 4
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x20, 0x40, 0x60, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0
constant1:
    dd 0x42480000
constant2:
    dd 0x437f0000

depthwise u8 taps 2x2/1 by 64 on 1x1
code 365 bytes, constants 23 bytes, 61 instructions, 4 vpdpbusd
11 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           eax, -1
    kmovq         k1, rax
    vpxord        zmm0, zmm0, zmm0
    vpbroadcastd  zmm1, [constant0]
    mov           rcx, [rdi+0x50]
    mov           rsi, [rdi+0x40]
    mov           rdx, [rdi+0x48]
    mov           r8, [rdi+0x58]
    mov           r9, [rdi+0x60]
    vmovdqu32     zmm2, [rcx]
    vmovdqu32     zmm3, [rcx+0x40]
    vmovdqu32     zmm4, [rcx+0x80]
    vmovdqu32     zmm5, [rcx+0xc0]
    vmovdqu8      zmm6, [rsi]
    vmovdqu8      zmm7, [rsi+0x20]
    vmovdqu8      zmm8, [rsi+0xc0]
    vmovdqu8      zmm9, [rsi+0xe0]
    vpunpcklbw    zmm10, zmm6, zmm7
    vpunpckhbw    zmm6, zmm6, zmm7
    vpunpcklbw    zmm7, zmm8, zmm9
    vpunpckhbw    zmm8, zmm8, zmm9
    vpunpcklwd    zmm9, zmm10, zmm7
    vpunpckhwd    zmm7, zmm10, zmm7
    vpunpcklwd    zmm10, zmm6, zmm8
    vpunpckhwd    zmm6, zmm6, zmm8
    vpdpbusd      zmm2, zmm9, [rdx]
    vpdpbusd      zmm3, zmm7, [rdx+0x40]
    vpdpbusd      zmm4, zmm10, [rdx+0x80]
    vpdpbusd      zmm5, zmm6, [rdx+0xc0]
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmovups       zmm6, [r8]
    vmulps        zmm2{rne-sae}, zmm2, zmm6
    vmaxps        zmm2, zmm2, zmm0
    vminps        zmm2, zmm2, zmm1
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmovups       zmm6, [r8+0x40]
    vmulps        zmm3{rne-sae}, zmm3, zmm6
    vmaxps        zmm3, zmm3, zmm0
    vminps        zmm3, zmm3, zmm1
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmovups       zmm6, [r8+0x80]
    vmulps        zmm4{rne-sae}, zmm4, zmm6
    vmaxps        zmm4, zmm4, zmm0
    vminps        zmm4, zmm4, zmm1
    vcvtdq2ps     zmm5{rne-sae}, zmm5
    vmovups       zmm6, [r8+0xc0]
    vmulps        zmm5{rne-sae}, zmm5, zmm6
    vmaxps        zmm5, zmm5, zmm0
    vminps        zmm5, zmm5, zmm1
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vpackssdw     zmm2, zmm2, zmm3
    vpackssdw     zmm3, zmm4, zmm5
    vpackuswb     zmm2, zmm2, zmm3
    vmovdqu8      [r9]{k1}, zmm2
exit:
    vzeroupper
    ret
constant0:
    dd 0x40c00000

depthwise u8 taps 2x3/1 by 64 on 1x4
code 516 bytes, constants 64 bytes, 87 instructions, 8 vpdpbusd
11 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 416 bytes, 67 instructions, 8 vpdpbusd, 22 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, -1
    kmovq         k1, rax
    vpxord        zmm0, zmm0, zmm0
    vpbroadcastd  zmm1, [constant0]
    mov           rcx, [rdi+0x50]
    mov           r8, [rdi+0x40]
    imul          rax, rsi, 0x20
    add           r8, rax
    mov           r9, [rdi+0x48]
    mov           r10, [rdi+0x58]
    mov           r11, [rdi+0x60]
    imul          rax, rsi, 0x20
    add           r11, rax
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax]
loop0:
    vmovdqu32     zmm2, [rcx]
    vmovdqu32     zmm3, [rcx+0x40]
    vmovdqu32     zmm4, [rcx+0x80]
    vmovdqu32     zmm5, [rcx+0xc0]
    vmovdqu8      zmm6, [r8]
    vmovdqu8      zmm7, [r8+0x20]
    vmovdqu8      zmm8, [r8+0x40]
    vmovdqu8      zmm9, [r8+0xc0]
    vpunpcklbw    zmm10, zmm6, zmm7
    vpunpckhbw    zmm6, zmm6, zmm7
    vpunpcklbw    zmm7, zmm8, zmm9
    vpunpckhbw    zmm8, zmm8, zmm9
    vpunpcklwd    zmm9, zmm10, zmm7
    vpunpckhwd    zmm7, zmm10, zmm7
    vpunpcklwd    zmm10, zmm6, zmm8
    vpunpckhwd    zmm6, zmm6, zmm8
    vpdpbusd      zmm2, zmm9, [r9]
    vpdpbusd      zmm3, zmm7, [r9+0x40]
    vpdpbusd      zmm4, zmm10, [r9+0x80]
    vpdpbusd      zmm5, zmm6, [r9+0xc0]
    vmovdqu8      zmm6, [r8+0xe0]
    vmovdqu8      zmm7, [r8+0x100]
    vpunpcklbw    zmm8, zmm6, zmm7
    vpunpckhbw    zmm7, zmm6, zmm7
    vpunpcklbw    zmm9, zmm6, zmm6
    vpunpckhbw    zmm6, zmm6, zmm6
    vpunpcklwd    zmm10, zmm8, zmm9
    vpunpckhwd    zmm8, zmm8, zmm9
    vpunpcklwd    zmm9, zmm7, zmm6
    vpunpckhwd    zmm6, zmm7, zmm6
    vpdpbusd      zmm2, zmm10, [r9+0x100]
    vpdpbusd      zmm3, zmm8, [r9+0x140]
    vpdpbusd      zmm4, zmm9, [r9+0x180]
    vpdpbusd      zmm5, zmm6, [r9+0x1c0]
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmovups       zmm6, [r10]
    vmulps        zmm2{rne-sae}, zmm2, zmm6
    vmaxps        zmm2, zmm2, zmm0
    vminps        zmm2, zmm2, zmm1
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmovups       zmm6, [r10+0x40]
    vmulps        zmm3{rne-sae}, zmm3, zmm6
    vmaxps        zmm3, zmm3, zmm0
    vminps        zmm3, zmm3, zmm1
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmovups       zmm6, [r10+0x80]
    vmulps        zmm4{rne-sae}, zmm4, zmm6
    vmaxps        zmm4, zmm4, zmm0
    vminps        zmm4, zmm4, zmm1
    vcvtdq2ps     zmm5{rne-sae}, zmm5
    vmovups       zmm6, [r10+0xc0]
    vmulps        zmm5{rne-sae}, zmm5, zmm6
    vmaxps        zmm5, zmm5, zmm0
    vminps        zmm5, zmm5, zmm1
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vpackssdw     zmm2, zmm2, zmm3
    vpackssdw     zmm3, zmm4, zmm5
    vpackuswb     zmm2, zmm2, zmm3
    vmovdqu8      [r11]{k1}, zmm2
    add           r8, 0x20
    add           r11, 0x20
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x40c00000

depthwise u8 taps 3x2/1 by 64 on 4x1
code 525 bytes, constants 55 bytes, 87 instructions, 8 vpdpbusd
11 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 425 bytes, 67 instructions, 8 vpdpbusd, 22 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, -1
    kmovq         k1, rax
    vpxord        zmm0, zmm0, zmm0
    vpbroadcastd  zmm1, [constant0]
    mov           rcx, [rdi+0x50]
    mov           r8, [rdi+0x40]
    imul          rax, rsi, 0xc0
    add           r8, rax
    mov           r9, [rdi+0x48]
    mov           r10, [rdi+0x58]
    mov           r11, [rdi+0x60]
    imul          rax, rsi, 0xc0
    add           r11, rax
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax]
loop0:
    vmovdqu32     zmm2, [rcx]
    vmovdqu32     zmm3, [rcx+0x40]
    vmovdqu32     zmm4, [rcx+0x80]
    vmovdqu32     zmm5, [rcx+0xc0]
    vmovdqu8      zmm6, [r8]
    vmovdqu8      zmm7, [r8+0x20]
    vmovdqu8      zmm8, [r8+0xc0]
    vmovdqu8      zmm9, [r8+0xe0]
    vpunpcklbw    zmm10, zmm6, zmm7
    vpunpckhbw    zmm6, zmm6, zmm7
    vpunpcklbw    zmm7, zmm8, zmm9
    vpunpckhbw    zmm8, zmm8, zmm9
    vpunpcklwd    zmm9, zmm10, zmm7
    vpunpckhwd    zmm7, zmm10, zmm7
    vpunpcklwd    zmm10, zmm6, zmm8
    vpunpckhwd    zmm6, zmm6, zmm8
    vpdpbusd      zmm2, zmm9, [r9]
    vpdpbusd      zmm3, zmm7, [r9+0x40]
    vpdpbusd      zmm4, zmm10, [r9+0x80]
    vpdpbusd      zmm5, zmm6, [r9+0xc0]
    vmovdqu8      zmm6, [r8+0x180]
    vmovdqu8      zmm7, [r8+0x1a0]
    vpunpcklbw    zmm8, zmm6, zmm7
    vpunpckhbw    zmm7, zmm6, zmm7
    vpunpcklbw    zmm9, zmm6, zmm6
    vpunpckhbw    zmm6, zmm6, zmm6
    vpunpcklwd    zmm10, zmm8, zmm9
    vpunpckhwd    zmm8, zmm8, zmm9
    vpunpcklwd    zmm9, zmm7, zmm6
    vpunpckhwd    zmm6, zmm7, zmm6
    vpdpbusd      zmm2, zmm10, [r9+0x100]
    vpdpbusd      zmm3, zmm8, [r9+0x140]
    vpdpbusd      zmm4, zmm9, [r9+0x180]
    vpdpbusd      zmm5, zmm6, [r9+0x1c0]
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmovups       zmm6, [r10]
    vmulps        zmm2{rne-sae}, zmm2, zmm6
    vmaxps        zmm2, zmm2, zmm0
    vminps        zmm2, zmm2, zmm1
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmovups       zmm6, [r10+0x40]
    vmulps        zmm3{rne-sae}, zmm3, zmm6
    vmaxps        zmm3, zmm3, zmm0
    vminps        zmm3, zmm3, zmm1
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmovups       zmm6, [r10+0x80]
    vmulps        zmm4{rne-sae}, zmm4, zmm6
    vmaxps        zmm4, zmm4, zmm0
    vminps        zmm4, zmm4, zmm1
    vcvtdq2ps     zmm5{rne-sae}, zmm5
    vmovups       zmm6, [r10+0xc0]
    vmulps        zmm5{rne-sae}, zmm5, zmm6
    vmaxps        zmm5, zmm5, zmm0
    vminps        zmm5, zmm5, zmm1
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vpackssdw     zmm2, zmm2, zmm3
    vpackssdw     zmm3, zmm4, zmm5
    vpackuswb     zmm2, zmm2, zmm3
    vmovdqu8      [r11]{k1}, zmm2
    add           r8, 0xc0
    add           r11, 0xc0
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x40c00000

depthwise u8 taps 3x3/1 by 64 on 4x4
code 636 bytes, constants 8 bytes, 108 instructions, 12 vpdpbusd
11 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 512 bytes, 81 instructions, 12 vpdpbusd, 29 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           [rdi], rbx
    mov           eax, -1
    kmovq         k1, rax
    vpxord        zmm0, zmm0, zmm0
    vpbroadcastd  zmm1, [constant0]
    mov           rcx, [rdi+0x50]
    mov           r8, [rdi+0x40]
    imul          rax, rsi, 0xc0
    add           r8, rax
    mov           r9, [rdi+0x48]
    mov           r10, [rdi+0x58]
    mov           r11, [rdi+0x60]
    imul          rax, rsi, 0xc0
    add           r11, rax
loop0:
    mov           ebx, 4
    nop           [rax+rax]
    nop           [rax]
loop1:
    vmovdqu32     zmm2, [rcx]
    vmovdqu32     zmm3, [rcx+0x40]
    vmovdqu32     zmm4, [rcx+0x80]
    vmovdqu32     zmm5, [rcx+0xc0]
    vmovdqu8      zmm6, [r8]
    vmovdqu8      zmm7, [r8+0x20]
    vmovdqu8      zmm8, [r8+0x40]
    vmovdqu8      zmm9, [r8+0xc0]
    vpunpcklbw    zmm10, zmm6, zmm7
    vpunpckhbw    zmm6, zmm6, zmm7
    vpunpcklbw    zmm7, zmm8, zmm9
    vpunpckhbw    zmm8, zmm8, zmm9
    vpunpcklwd    zmm9, zmm10, zmm7
    vpunpckhwd    zmm7, zmm10, zmm7
    vpunpcklwd    zmm10, zmm6, zmm8
    vpunpckhwd    zmm6, zmm6, zmm8
    vpdpbusd      zmm2, zmm9, [r9]
    vpdpbusd      zmm3, zmm7, [r9+0x40]
    vpdpbusd      zmm4, zmm10, [r9+0x80]
    vpdpbusd      zmm5, zmm6, [r9+0xc0]
    vmovdqu8      zmm6, [r8+0xe0]
    vmovdqu8      zmm7, [r8+0x100]
    vmovdqu8      zmm8, [r8+0x180]
    vmovdqu8      zmm9, [r8+0x1a0]
    vpunpcklbw    zmm10, zmm6, zmm7
    vpunpckhbw    zmm6, zmm6, zmm7
    vpunpcklbw    zmm7, zmm8, zmm9
    vpunpckhbw    zmm8, zmm8, zmm9
    vpunpcklwd    zmm9, zmm10, zmm7
    vpunpckhwd    zmm7, zmm10, zmm7
    vpunpcklwd    zmm10, zmm6, zmm8
    vpunpckhwd    zmm6, zmm6, zmm8
    vpdpbusd      zmm2, zmm9, [r9+0x100]
    vpdpbusd      zmm3, zmm7, [r9+0x140]
    vpdpbusd      zmm4, zmm10, [r9+0x180]
    vpdpbusd      zmm5, zmm6, [r9+0x1c0]
    vmovdqu8      zmm6, [r8+0x1c0]
    vpunpcklbw    zmm7, zmm6, zmm6
    vpunpckhbw    zmm8, zmm6, zmm6
    vpunpcklbw    zmm9, zmm6, zmm6
    vpunpckhbw    zmm6, zmm6, zmm6
    vpunpcklwd    zmm10, zmm7, zmm9
    vpunpckhwd    zmm7, zmm7, zmm9
    vpunpcklwd    zmm9, zmm8, zmm6
    vpunpckhwd    zmm6, zmm8, zmm6
    vpdpbusd      zmm2, zmm10, [r9+0x200]
    vpdpbusd      zmm3, zmm7, [r9+0x240]
    vpdpbusd      zmm4, zmm9, [r9+0x280]
    vpdpbusd      zmm5, zmm6, [r9+0x2c0]
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmovups       zmm6, [r10]
    vmulps        zmm2{rne-sae}, zmm2, zmm6
    vmaxps        zmm2, zmm2, zmm0
    vminps        zmm2, zmm2, zmm1
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmovups       zmm6, [r10+0x40]
    vmulps        zmm3{rne-sae}, zmm3, zmm6
    vmaxps        zmm3, zmm3, zmm0
    vminps        zmm3, zmm3, zmm1
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmovups       zmm6, [r10+0x80]
    vmulps        zmm4{rne-sae}, zmm4, zmm6
    vmaxps        zmm4, zmm4, zmm0
    vminps        zmm4, zmm4, zmm1
    vcvtdq2ps     zmm5{rne-sae}, zmm5
    vmovups       zmm6, [r10+0xc0]
    vmulps        zmm5{rne-sae}, zmm5, zmm6
    vmaxps        zmm5, zmm5, zmm0
    vminps        zmm5, zmm5, zmm1
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vpackssdw     zmm2, zmm2, zmm3
    vpackssdw     zmm3, zmm4, zmm5
    vpackuswb     zmm2, zmm2, zmm3
    vmovdqu8      [r11]{k1}, zmm2
    add           r8, 0x20
    add           r11, 0x20
    dec           ebx
    jne           loop1
    add           r8, 0x40
    add           r11, 0x40
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
    mov           rbx, [rdi]
exit:
    vzeroupper
    ret
constant0:
    dd 0x40c00000

deinterleave u8 to f32 cvt+mul channels 4x8 pixels 16x2
code 357 bytes, constants 99 bytes, 56 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 263 bytes, 38 instructions, 0 vpdpbusd, 11 loads, 4 stores

    cmp           rsi, rdx
    jae           exit
    vpbroadcastd  zmm0, [constant1]
    mov           rcx, [rdi+0x40]
    lea           rcx, [rcx+rsi*4]
    mov           r8, [rdi+0x48]
    imul          rax, rsi, 0x240
    add           r8, rax
loop0:
    mov           r9d, 2
    nop           [rax+rax]
    nop           [rax+rax]
loop1:
    vmovdqa32     zmm1, [constant0]
    kxnorw        k7, k7, k7
    vpxord        zmm2, zmm2, zmm2
    vgatherdps    zmm2, k7, [rcx+zmm1]
    vpandd        zmm1, zmm2, [constant2]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm0
    vmovdqa32     zmm2, [constant0]
    kxnorw        k7, k7, k7
    vpxord        zmm3, zmm3, zmm3
    vgatherdps    zmm3, k7, [rcx+zmm2]
    vpsrld        zmm2, zmm3, 8
    vpandd        zmm2, zmm2, [constant2]{1to16}
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vmovdqa32     zmm3, [constant0]
    kxnorw        k7, k7, k7
    vpxord        zmm4, zmm4, zmm4
    vgatherdps    zmm4, k7, [rcx+zmm3]
    vpsrld        zmm3, zmm4, 0x10
    vpandd        zmm3, zmm3, [constant2]{1to16}
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vmovdqa32     zmm4, [constant0]
    kxnorw        k7, k7, k7
    vpxord        zmm5, zmm5, zmm5
    vgatherdps    zmm5, k7, [rcx+zmm4]
    vpsrld        zmm4, zmm5, 0x18
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm4{rne-sae}, zmm4, zmm0
    vmovups       [r8], zmm1
    vmovups       [r8+0x90], zmm2
    vmovups       [r8+0x120], zmm3
    vmovups       [r8+0x1b0], zmm4
    add           rcx, 0x200
    add           r8, 0x40
    dec           r9d
    jne           loop1
    add           rcx, -0x3fc
    add           r8, 0x1c0
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x20, 0x40, 0x60, 0x80, 0xa0, 0xc0, 0xe0, 0x100, 0x120, 0x140, 0x160, 0x180, 0x1a0, 0x1c0, 0x1e0
constant1:
    dd 0x3dcccccd
constant2:
    dd 0xff

deinterleave u8 to f32 cvt+mul channels 4x8 pixels 4x1
code 334 bytes, constants 122 bytes, 53 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 266 bytes, 39 instructions, 0 vpdpbusd, 11 loads, 4 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xf
    kmovq         k1, rax
    vpbroadcastd  zmm0, [constant1]
    mov           rcx, [rdi+0x40]
    lea           rcx, [rcx+rsi*4]
    mov           r8, [rdi+0x48]
    imul          rax, rsi, 0x240
    add           r8, rax
    nop           [rax+rax]
    nop           [rax]
loop0:
    vmovdqa32     zmm1, [constant0]
    kmovw         k7, k1
    vpxord        zmm2, zmm2, zmm2
    vgatherdps    zmm2, k7, [rcx+zmm1]
    vpandd        zmm1, zmm2, [constant2]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm0
    vmovdqa32     zmm2, [constant0]
    kmovw         k7, k1
    vpxord        zmm3, zmm3, zmm3
    vgatherdps    zmm3, k7, [rcx+zmm2]
    vpsrld        zmm2, zmm3, 8
    vpandd        zmm2, zmm2, [constant2]{1to16}
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vmovdqa32     zmm3, [constant0]
    kmovw         k7, k1
    vpxord        zmm4, zmm4, zmm4
    vgatherdps    zmm4, k7, [rcx+zmm3]
    vpsrld        zmm3, zmm4, 0x10
    vpandd        zmm3, zmm3, [constant2]{1to16}
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vmovdqa32     zmm4, [constant0]
    kmovw         k7, k1
    vpxord        zmm5, zmm5, zmm5
    vgatherdps    zmm5, k7, [rcx+zmm4]
    vpsrld        zmm4, zmm5, 0x18
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm4{rne-sae}, zmm4, zmm0
    vmovups       [r8]{k1}, zmm1
    vmovups       [r8+0x90]{k1}, zmm2
    vmovups       [r8+0x120]{k1}, zmm3
    vmovups       [r8+0x1b0]{k1}, zmm4
    add           rcx, 4
    add           r8, 0x240
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x20, 0x40, 0x60, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0
constant1:
    dd 0x3dcccccd
constant2:
    dd 0xff
