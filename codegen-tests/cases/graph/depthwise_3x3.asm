interleave f32 to u8 mul channels 4x8 pixels 16x2
code 474 bytes, constants 114 bytes, 71 instructions, 0 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 380 bytes, 53 instructions, 0 vpdpbusd, 17 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x240
    add           rcx, rax
    mov           r8, [rdi+0x48]
    lea           r8, [r8+rsi*4]
loop0:
    mov           r9d, 2
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax+rax]
loop1:
    vmovups       zmm0, [rcx]
    vpbroadcastd  zmm1, [constant1]
    vmulps        zmm0{rne-sae}, zmm0, zmm1
    vpxord        zmm1, zmm1, zmm1
    vmaxps        zmm0, zmm0, zmm1
    vminps        zmm0, zmm0, [constant2]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vmovups       zmm1, [rcx+0x90]
    vpbroadcastd  zmm2, [constant1]
    vmulps        zmm1{rne-sae}, zmm1, zmm2
    vpxord        zmm2, zmm2, zmm2
    vmaxps        zmm1, zmm1, zmm2
    vminps        zmm1, zmm1, [constant2]{1to16}
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpxord        zmm2, zmm2, zmm2
    vpmaxsd       zmm1, zmm1, zmm2
    vpminsd       zmm1, zmm1, [constant3]{1to16}
    vmovups       zmm2, [rcx+0x120]
    vpbroadcastd  zmm3, [constant1]
    vmulps        zmm2{rne-sae}, zmm2, zmm3
    vpxord        zmm3, zmm3, zmm3
    vmaxps        zmm2, zmm2, zmm3
    vminps        zmm2, zmm2, [constant2]{1to16}
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vpxord        zmm3, zmm3, zmm3
    vpmaxsd       zmm2, zmm2, zmm3
    vpminsd       zmm2, zmm2, [constant3]{1to16}
    vmovups       zmm3, [rcx+0x1b0]
    vpbroadcastd  zmm4, [constant1]
    vmulps        zmm3{rne-sae}, zmm3, zmm4
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm3, zmm3, zmm4
    vminps        zmm3, zmm3, [constant2]{1to16}
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpxord        zmm4, zmm4, zmm4
    vpmaxsd       zmm3, zmm3, zmm4
    vpminsd       zmm3, zmm3, [constant3]{1to16}
    vpslld        zmm1, zmm1, 8
    vpord         zmm0, zmm0, zmm1
    vpslld        zmm1, zmm2, 0x10
    vpord         zmm0, zmm0, zmm1
    vpslld        zmm1, zmm3, 0x18
    vpord         zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    kxnorw        k7, k7, k7
    vpscatterdd   [r8+zmm1], k7, zmm0
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
constant3:
    dd 0xff

interleave f32 to u8 mul channels 4x8 pixels 4x1
code 451 bytes, constants 137 bytes, 68 instructions, 0 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 383 bytes, 54 instructions, 0 vpdpbusd, 17 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xf
    kmovq         k1, rax
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x240
    add           rcx, rax
    mov           r8, [rdi+0x48]
    lea           r8, [r8+rsi*4]
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax+rax]
loop0:
    vmovups       zmm0{k1}{z}, [rcx]
    vpbroadcastd  zmm1, [constant1]
    vmulps        zmm0{rne-sae}, zmm0, zmm1
    vpxord        zmm1, zmm1, zmm1
    vmaxps        zmm0, zmm0, zmm1
    vminps        zmm0, zmm0, [constant2]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vmovups       zmm1{k1}{z}, [rcx+0x90]
    vpbroadcastd  zmm2, [constant1]
    vmulps        zmm1{rne-sae}, zmm1, zmm2
    vpxord        zmm2, zmm2, zmm2
    vmaxps        zmm1, zmm1, zmm2
    vminps        zmm1, zmm1, [constant2]{1to16}
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpxord        zmm2, zmm2, zmm2
    vpmaxsd       zmm1, zmm1, zmm2
    vpminsd       zmm1, zmm1, [constant3]{1to16}
    vmovups       zmm2{k1}{z}, [rcx+0x120]
    vpbroadcastd  zmm3, [constant1]
    vmulps        zmm2{rne-sae}, zmm2, zmm3
    vpxord        zmm3, zmm3, zmm3
    vmaxps        zmm2, zmm2, zmm3
    vminps        zmm2, zmm2, [constant2]{1to16}
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vpxord        zmm3, zmm3, zmm3
    vpmaxsd       zmm2, zmm2, zmm3
    vpminsd       zmm2, zmm2, [constant3]{1to16}
    vmovups       zmm3{k1}{z}, [rcx+0x1b0]
    vpbroadcastd  zmm4, [constant1]
    vmulps        zmm3{rne-sae}, zmm3, zmm4
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm3, zmm3, zmm4
    vminps        zmm3, zmm3, [constant2]{1to16}
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpxord        zmm4, zmm4, zmm4
    vpmaxsd       zmm3, zmm3, zmm4
    vpminsd       zmm3, zmm3, [constant3]{1to16}
    vpslld        zmm1, zmm1, 8
    vpord         zmm0, zmm0, zmm1
    vpslld        zmm1, zmm2, 0x10
    vpord         zmm0, zmm0, zmm1
    vpslld        zmm1, zmm3, 0x18
    vpord         zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    kmovw         k7, k1
    vpscatterdd   [r8+zmm1], k7, zmm0
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
constant3:
    dd 0xff

depthwise u8 taps 2x2/1 by 64 on 1x1
code 389 bytes, constants 63 bytes, 63 instructions, 4 vpdpbusd
9 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           eax, -1
    kmovq         k1, rax
    mov           rcx, [rdi+0x50]
    mov           rsi, [rdi+0x40]
    mov           rdx, [rdi+0x48]
    mov           r8, [rdi+0x58]
    mov           r9, [rdi+0x60]
    vmovdqu32     zmm0, [rcx]
    vmovdqu32     zmm1, [rcx+0x40]
    vmovdqu32     zmm2, [rcx+0x80]
    vmovdqu32     zmm3, [rcx+0xc0]
    vmovdqu8      zmm4, [rsi]
    vmovdqu8      zmm5, [rsi+0x20]
    vmovdqu8      zmm6, [rsi+0xc0]
    vmovdqu8      zmm7, [rsi+0xe0]
    vpunpcklbw    zmm8, zmm4, zmm5
    vpunpckhbw    zmm4, zmm4, zmm5
    vpunpcklbw    zmm5, zmm6, zmm7
    vpunpckhbw    zmm6, zmm6, zmm7
    vpunpcklwd    zmm7, zmm8, zmm5
    vpunpckhwd    zmm5, zmm8, zmm5
    vpunpcklwd    zmm8, zmm4, zmm6
    vpunpckhwd    zmm4, zmm4, zmm6
    vpdpbusd      zmm0, zmm7, [rdx]
    vpdpbusd      zmm1, zmm5, [rdx+0x40]
    vpdpbusd      zmm2, zmm8, [rdx+0x80]
    vpdpbusd      zmm3, zmm4, [rdx+0xc0]
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmovups       zmm4, [r8]
    vmulps        zmm0{rne-sae}, zmm0, zmm4
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm0, zmm0, zmm4
    vminps        zmm0, zmm0, [constant0]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmovups       zmm4, [r8+0x40]
    vmulps        zmm1{rne-sae}, zmm1, zmm4
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm1, zmm1, zmm4
    vminps        zmm1, zmm1, [constant0]{1to16}
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmovups       zmm4, [r8+0x80]
    vmulps        zmm2{rne-sae}, zmm2, zmm4
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm2, zmm2, zmm4
    vminps        zmm2, zmm2, [constant0]{1to16}
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmovups       zmm4, [r8+0xc0]
    vmulps        zmm3{rne-sae}, zmm3, zmm4
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm3, zmm3, zmm4
    vminps        zmm3, zmm3, [constant0]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqu8      [r9]{k1}, zmm0
exit:
    vzeroupper
    ret
constant0:
    dd 0x40c00000

depthwise u8 taps 2x3/1 by 64 on 1x4
code 524 bytes, constants 56 bytes, 87 instructions, 8 vpdpbusd
9 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 456 bytes, 71 instructions, 8 vpdpbusd, 26 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, -1
    kmovq         k1, rax
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
loop0:
    vmovdqu32     zmm0, [rcx]
    vmovdqu32     zmm1, [rcx+0x40]
    vmovdqu32     zmm2, [rcx+0x80]
    vmovdqu32     zmm3, [rcx+0xc0]
    vmovdqu8      zmm4, [r8]
    vmovdqu8      zmm5, [r8+0x20]
    vmovdqu8      zmm6, [r8+0x40]
    vmovdqu8      zmm7, [r8+0xc0]
    vpunpcklbw    zmm8, zmm4, zmm5
    vpunpckhbw    zmm4, zmm4, zmm5
    vpunpcklbw    zmm5, zmm6, zmm7
    vpunpckhbw    zmm6, zmm6, zmm7
    vpunpcklwd    zmm7, zmm8, zmm5
    vpunpckhwd    zmm5, zmm8, zmm5
    vpunpcklwd    zmm8, zmm4, zmm6
    vpunpckhwd    zmm4, zmm4, zmm6
    vpdpbusd      zmm0, zmm7, [r9]
    vpdpbusd      zmm1, zmm5, [r9+0x40]
    vpdpbusd      zmm2, zmm8, [r9+0x80]
    vpdpbusd      zmm3, zmm4, [r9+0xc0]
    vmovdqu8      zmm4, [r8+0xe0]
    vmovdqu8      zmm5, [r8+0x100]
    vpunpcklbw    zmm6, zmm4, zmm5
    vpunpckhbw    zmm5, zmm4, zmm5
    vpunpcklbw    zmm7, zmm4, zmm4
    vpunpckhbw    zmm4, zmm4, zmm4
    vpunpcklwd    zmm8, zmm6, zmm7
    vpunpckhwd    zmm6, zmm6, zmm7
    vpunpcklwd    zmm7, zmm5, zmm4
    vpunpckhwd    zmm4, zmm5, zmm4
    vpdpbusd      zmm0, zmm8, [r9+0x100]
    vpdpbusd      zmm1, zmm6, [r9+0x140]
    vpdpbusd      zmm2, zmm7, [r9+0x180]
    vpdpbusd      zmm3, zmm4, [r9+0x1c0]
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmovups       zmm4, [r10]
    vmulps        zmm0{rne-sae}, zmm0, zmm4
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm0, zmm0, zmm4
    vminps        zmm0, zmm0, [constant0]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmovups       zmm4, [r10+0x40]
    vmulps        zmm1{rne-sae}, zmm1, zmm4
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm1, zmm1, zmm4
    vminps        zmm1, zmm1, [constant0]{1to16}
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmovups       zmm4, [r10+0x80]
    vmulps        zmm2{rne-sae}, zmm2, zmm4
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm2, zmm2, zmm4
    vminps        zmm2, zmm2, [constant0]{1to16}
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmovups       zmm4, [r10+0xc0]
    vmulps        zmm3{rne-sae}, zmm3, zmm4
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm3, zmm3, zmm4
    vminps        zmm3, zmm3, [constant0]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqu8      [r11]{k1}, zmm0
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
code 533 bytes, constants 47 bytes, 87 instructions, 8 vpdpbusd
9 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 465 bytes, 71 instructions, 8 vpdpbusd, 26 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, -1
    kmovq         k1, rax
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
loop0:
    vmovdqu32     zmm0, [rcx]
    vmovdqu32     zmm1, [rcx+0x40]
    vmovdqu32     zmm2, [rcx+0x80]
    vmovdqu32     zmm3, [rcx+0xc0]
    vmovdqu8      zmm4, [r8]
    vmovdqu8      zmm5, [r8+0x20]
    vmovdqu8      zmm6, [r8+0xc0]
    vmovdqu8      zmm7, [r8+0xe0]
    vpunpcklbw    zmm8, zmm4, zmm5
    vpunpckhbw    zmm4, zmm4, zmm5
    vpunpcklbw    zmm5, zmm6, zmm7
    vpunpckhbw    zmm6, zmm6, zmm7
    vpunpcklwd    zmm7, zmm8, zmm5
    vpunpckhwd    zmm5, zmm8, zmm5
    vpunpcklwd    zmm8, zmm4, zmm6
    vpunpckhwd    zmm4, zmm4, zmm6
    vpdpbusd      zmm0, zmm7, [r9]
    vpdpbusd      zmm1, zmm5, [r9+0x40]
    vpdpbusd      zmm2, zmm8, [r9+0x80]
    vpdpbusd      zmm3, zmm4, [r9+0xc0]
    vmovdqu8      zmm4, [r8+0x180]
    vmovdqu8      zmm5, [r8+0x1a0]
    vpunpcklbw    zmm6, zmm4, zmm5
    vpunpckhbw    zmm5, zmm4, zmm5
    vpunpcklbw    zmm7, zmm4, zmm4
    vpunpckhbw    zmm4, zmm4, zmm4
    vpunpcklwd    zmm8, zmm6, zmm7
    vpunpckhwd    zmm6, zmm6, zmm7
    vpunpcklwd    zmm7, zmm5, zmm4
    vpunpckhwd    zmm4, zmm5, zmm4
    vpdpbusd      zmm0, zmm8, [r9+0x100]
    vpdpbusd      zmm1, zmm6, [r9+0x140]
    vpdpbusd      zmm2, zmm7, [r9+0x180]
    vpdpbusd      zmm3, zmm4, [r9+0x1c0]
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmovups       zmm4, [r10]
    vmulps        zmm0{rne-sae}, zmm0, zmm4
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm0, zmm0, zmm4
    vminps        zmm0, zmm0, [constant0]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmovups       zmm4, [r10+0x40]
    vmulps        zmm1{rne-sae}, zmm1, zmm4
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm1, zmm1, zmm4
    vminps        zmm1, zmm1, [constant0]{1to16}
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmovups       zmm4, [r10+0x80]
    vmulps        zmm2{rne-sae}, zmm2, zmm4
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm2, zmm2, zmm4
    vminps        zmm2, zmm2, [constant0]{1to16}
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmovups       zmm4, [r10+0xc0]
    vmulps        zmm3{rne-sae}, zmm3, zmm4
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm3, zmm3, zmm4
    vminps        zmm3, zmm3, [constant0]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqu8      [r11]{k1}, zmm0
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
code 676 bytes, constants 32 bytes, 112 instructions, 12 vpdpbusd
9 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 552 bytes, 85 instructions, 12 vpdpbusd, 33 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           [rdi], rbx
    mov           eax, -1
    kmovq         k1, rax
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
    nop           [rax+rax]
    nop           [rax+rax]
    nop
loop1:
    vmovdqu32     zmm0, [rcx]
    vmovdqu32     zmm1, [rcx+0x40]
    vmovdqu32     zmm2, [rcx+0x80]
    vmovdqu32     zmm3, [rcx+0xc0]
    vmovdqu8      zmm4, [r8]
    vmovdqu8      zmm5, [r8+0x20]
    vmovdqu8      zmm6, [r8+0x40]
    vmovdqu8      zmm7, [r8+0xc0]
    vpunpcklbw    zmm8, zmm4, zmm5
    vpunpckhbw    zmm4, zmm4, zmm5
    vpunpcklbw    zmm5, zmm6, zmm7
    vpunpckhbw    zmm6, zmm6, zmm7
    vpunpcklwd    zmm7, zmm8, zmm5
    vpunpckhwd    zmm5, zmm8, zmm5
    vpunpcklwd    zmm8, zmm4, zmm6
    vpunpckhwd    zmm4, zmm4, zmm6
    vpdpbusd      zmm0, zmm7, [r9]
    vpdpbusd      zmm1, zmm5, [r9+0x40]
    vpdpbusd      zmm2, zmm8, [r9+0x80]
    vpdpbusd      zmm3, zmm4, [r9+0xc0]
    vmovdqu8      zmm4, [r8+0xe0]
    vmovdqu8      zmm5, [r8+0x100]
    vmovdqu8      zmm6, [r8+0x180]
    vmovdqu8      zmm7, [r8+0x1a0]
    vpunpcklbw    zmm8, zmm4, zmm5
    vpunpckhbw    zmm4, zmm4, zmm5
    vpunpcklbw    zmm5, zmm6, zmm7
    vpunpckhbw    zmm6, zmm6, zmm7
    vpunpcklwd    zmm7, zmm8, zmm5
    vpunpckhwd    zmm5, zmm8, zmm5
    vpunpcklwd    zmm8, zmm4, zmm6
    vpunpckhwd    zmm4, zmm4, zmm6
    vpdpbusd      zmm0, zmm7, [r9+0x100]
    vpdpbusd      zmm1, zmm5, [r9+0x140]
    vpdpbusd      zmm2, zmm8, [r9+0x180]
    vpdpbusd      zmm3, zmm4, [r9+0x1c0]
    vmovdqu8      zmm4, [r8+0x1c0]
    vpunpcklbw    zmm5, zmm4, zmm4
    vpunpckhbw    zmm6, zmm4, zmm4
    vpunpcklbw    zmm7, zmm4, zmm4
    vpunpckhbw    zmm4, zmm4, zmm4
    vpunpcklwd    zmm8, zmm5, zmm7
    vpunpckhwd    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm4
    vpunpckhwd    zmm4, zmm6, zmm4
    vpdpbusd      zmm0, zmm8, [r9+0x200]
    vpdpbusd      zmm1, zmm5, [r9+0x240]
    vpdpbusd      zmm2, zmm7, [r9+0x280]
    vpdpbusd      zmm3, zmm4, [r9+0x2c0]
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmovups       zmm4, [r10]
    vmulps        zmm0{rne-sae}, zmm0, zmm4
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm0, zmm0, zmm4
    vminps        zmm0, zmm0, [constant0]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmovups       zmm4, [r10+0x40]
    vmulps        zmm1{rne-sae}, zmm1, zmm4
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm1, zmm1, zmm4
    vminps        zmm1, zmm1, [constant0]{1to16}
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmovups       zmm4, [r10+0x80]
    vmulps        zmm2{rne-sae}, zmm2, zmm4
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm2, zmm2, zmm4
    vminps        zmm2, zmm2, [constant0]{1to16}
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmovups       zmm4, [r10+0xc0]
    vmulps        zmm3{rne-sae}, zmm3, zmm4
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm3, zmm3, zmm4
    vminps        zmm3, zmm3, [constant0]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqu8      [r11]{k1}, zmm0
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
code 397 bytes, constants 123 bytes, 60 instructions, 0 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 303 bytes, 42 instructions, 0 vpdpbusd, 15 loads, 4 stores

    cmp           rsi, rdx
    jae           exit
    mov           rcx, [rdi+0x40]
    lea           rcx, [rcx+rsi*4]
    mov           r8, [rdi+0x48]
    imul          rax, rsi, 0x240
    add           r8, rax
loop0:
    mov           r9d, 2
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax+rax]
loop1:
    vmovdqa32     zmm0, [constant0]
    kxnorw        k7, k7, k7
    vpxord        zmm1, zmm1, zmm1
    vgatherdps    zmm1, k7, [rcx+zmm0]
    vpandd        zmm0, zmm1, [constant1]{1to16}
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vpbroadcastd  zmm1, [constant2]
    vmulps        zmm0{rne-sae}, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    kxnorw        k7, k7, k7
    vpxord        zmm2, zmm2, zmm2
    vgatherdps    zmm2, k7, [rcx+zmm1]
    vpsrld        zmm1, zmm2, 8
    vpandd        zmm1, zmm1, [constant1]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vpbroadcastd  zmm2, [constant2]
    vmulps        zmm1{rne-sae}, zmm1, zmm2
    vmovdqa32     zmm2, [constant0]
    kxnorw        k7, k7, k7
    vpxord        zmm3, zmm3, zmm3
    vgatherdps    zmm3, k7, [rcx+zmm2]
    vpsrld        zmm2, zmm3, 0x10
    vpandd        zmm2, zmm2, [constant1]{1to16}
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vpbroadcastd  zmm3, [constant2]
    vmulps        zmm2{rne-sae}, zmm2, zmm3
    vmovdqa32     zmm3, [constant0]
    kxnorw        k7, k7, k7
    vpxord        zmm4, zmm4, zmm4
    vgatherdps    zmm4, k7, [rcx+zmm3]
    vpsrld        zmm3, zmm4, 0x18
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vpbroadcastd  zmm4, [constant2]
    vmulps        zmm3{rne-sae}, zmm3, zmm4
    vmovups       [r8], zmm0
    vmovups       [r8+0x90], zmm1
    vmovups       [r8+0x120], zmm2
    vmovups       [r8+0x1b0], zmm3
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
    dd 0xff
constant2:
    dd 0x3dcccccd

deinterleave u8 to f32 cvt+mul channels 4x8 pixels 4x1
code 374 bytes, constants 82 bytes, 57 instructions, 0 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 306 bytes, 43 instructions, 0 vpdpbusd, 15 loads, 4 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xf
    kmovq         k1, rax
    mov           rcx, [rdi+0x40]
    lea           rcx, [rcx+rsi*4]
    mov           r8, [rdi+0x48]
    imul          rax, rsi, 0x240
    add           r8, rax
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax+rax]
loop0:
    vmovdqa32     zmm0, [constant0]
    kmovw         k7, k1
    vpxord        zmm1, zmm1, zmm1
    vgatherdps    zmm1, k7, [rcx+zmm0]
    vpandd        zmm0, zmm1, [constant1]{1to16}
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vpbroadcastd  zmm1, [constant2]
    vmulps        zmm0{rne-sae}, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    kmovw         k7, k1
    vpxord        zmm2, zmm2, zmm2
    vgatherdps    zmm2, k7, [rcx+zmm1]
    vpsrld        zmm1, zmm2, 8
    vpandd        zmm1, zmm1, [constant1]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vpbroadcastd  zmm2, [constant2]
    vmulps        zmm1{rne-sae}, zmm1, zmm2
    vmovdqa32     zmm2, [constant0]
    kmovw         k7, k1
    vpxord        zmm3, zmm3, zmm3
    vgatherdps    zmm3, k7, [rcx+zmm2]
    vpsrld        zmm2, zmm3, 0x10
    vpandd        zmm2, zmm2, [constant1]{1to16}
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vpbroadcastd  zmm3, [constant2]
    vmulps        zmm2{rne-sae}, zmm2, zmm3
    vmovdqa32     zmm3, [constant0]
    kmovw         k7, k1
    vpxord        zmm4, zmm4, zmm4
    vgatherdps    zmm4, k7, [rcx+zmm3]
    vpsrld        zmm3, zmm4, 0x18
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vpbroadcastd  zmm4, [constant2]
    vmulps        zmm3{rne-sae}, zmm3, zmm4
    vmovups       [r8]{k1}, zmm0
    vmovups       [r8+0x90]{k1}, zmm1
    vmovups       [r8+0x120]{k1}, zmm2
    vmovups       [r8+0x1b0]{k1}, zmm3
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
    dd 0xff
constant2:
    dd 0x3dcccccd
