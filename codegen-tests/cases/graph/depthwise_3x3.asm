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

depthwise 3x3/1 channels 64 pixels 2 tile 2x1 on 2x4
code 1441 bytes, constants 35 bytes, 229 instructions, 48 vpdpbusd
32 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    vpxord        zmm0, zmm0, zmm0
    vpbroadcastd  zmm1, [constant0]
    mov           rcx, [rdi+0x60]
    mov           rsi, [rdi+0x58]
    mov           rdx, [rdi+0x40]
    mov           r8, [rdi+0x48]
    mov           r9, [rdi+0x50]
    mov           r10, [rdi+0x68]
    vmovdqu32     zmm2, [rcx]
    vmovdqu32     zmm3, [rcx+0x40]
    vmovdqu32     zmm4, [rcx+0x80]
    vmovdqu32     zmm5, [rcx+0xc0]
    vmovdqu8      zmm6, [rsi]
    vmovdqu8      zmm7, [rsi+0x40]
    vmovdqu8      zmm8, [rsi+0x80]
    vmovdqu8      zmm9, [rsi+0xc0]
    vmovdqu8      zmm10, [rsi+0x300]
    vmovups       zmm11, [rdx]
    vmovups       zmm12, [rdx+0x40]
    vmovups       zmm13, [rdx+0x80]
    vmovups       zmm14, [rdx+0xc0]
    vmovups       zmm15, [r8]
    vmovups       zmm16, [r8+0x40]
    vmovups       zmm17, [r8+0x80]
    vmovups       zmm18, [r8+0xc0]
    vpxord        zmm19, zmm19, zmm19
    vmovdqu8      zmm20, [r9]
    vpunpcklbw    zmm21, zmm19, zmm20
    vpunpckhbw    zmm19, zmm19, zmm20
    vmovdqu8      zmm20, [r9+0xc0]
    vmovdqu8      zmm22, [r9+0x180]
    vpunpcklbw    zmm23, zmm20, zmm22
    vpunpckhbw    zmm20, zmm20, zmm22
    vpunpcklwd    zmm22, zmm21, zmm23
    vpunpckhwd    zmm21, zmm21, zmm23
    vpunpcklwd    zmm23, zmm19, zmm20
    vpunpckhwd    zmm19, zmm19, zmm20
    vmovdqa32     zmm20, zmm2
    vmovdqa32     zmm24, zmm3
    vmovdqa32     zmm25, zmm4
    vmovdqa32     zmm26, zmm5
    vpdpbusd      zmm20, zmm22, zmm6
    vpdpbusd      zmm24, zmm21, zmm7
    vpdpbusd      zmm25, zmm23, zmm8
    vpdpbusd      zmm26, zmm19, zmm9
    vmovdqa32     zmm27, zmm2
    vmovdqa32     zmm28, zmm3
    vmovdqa32     zmm29, zmm4
    vmovdqa32     zmm30, zmm5
    vpdpbusd      zmm27, zmm22, zmm10
    vpdpbusd      zmm28, zmm21, [rsi+0x340]
    vpdpbusd      zmm29, zmm23, [rsi+0x380]
    vpdpbusd      zmm30, zmm19, [rsi+0x3c0]
    vpxord        zmm19, zmm19, zmm19
    vmovdqu8      zmm21, [r9+0x20]
    vpunpcklbw    zmm22, zmm19, zmm21
    vpunpckhbw    zmm19, zmm19, zmm21
    vmovdqu8      zmm21, [r9+0xe0]
    vmovdqu8      zmm23, [r9+0x1a0]
    vpunpcklbw    zmm31, zmm21, zmm23
    vpunpckhbw    zmm21, zmm21, zmm23
    vpunpcklwd    zmm23, zmm22, zmm31
    vpunpckhwd    zmm22, zmm22, zmm31
    vpunpcklwd    zmm31, zmm19, zmm21
    vpunpckhwd    zmm19, zmm19, zmm21
    vpdpbusd      zmm20, zmm23, [rsi+0x100]
    vpdpbusd      zmm24, zmm22, [rsi+0x140]
    vpdpbusd      zmm25, zmm31, [rsi+0x180]
    vpdpbusd      zmm26, zmm19, [rsi+0x1c0]
    vpdpbusd      zmm27, zmm23, [rsi+0x400]
    vpdpbusd      zmm28, zmm22, [rsi+0x440]
    vpdpbusd      zmm29, zmm31, [rsi+0x480]
    vpdpbusd      zmm30, zmm19, [rsi+0x4c0]
    vpxord        zmm19, zmm19, zmm19
    vmovdqu8      zmm21, [r9+0x40]
    vpunpcklbw    zmm22, zmm19, zmm21
    vpunpckhbw    zmm19, zmm19, zmm21
    vmovdqu8      zmm21, [r9+0x100]
    vmovdqu8      zmm23, [r9+0x1c0]
    vpunpcklbw    zmm31, zmm21, zmm23
    vpunpckhbw    zmm21, zmm21, zmm23
    vpunpcklwd    zmm23, zmm22, zmm31
    vpunpckhwd    zmm22, zmm22, zmm31
    vpunpcklwd    zmm31, zmm19, zmm21
    vpunpckhwd    zmm19, zmm19, zmm21
    vpdpbusd      zmm20, zmm23, [rsi+0x200]
    vpdpbusd      zmm24, zmm22, [rsi+0x240]
    vpdpbusd      zmm25, zmm31, [rsi+0x280]
    vpdpbusd      zmm26, zmm19, [rsi+0x2c0]
    vpdpbusd      zmm27, zmm23, [rsi+0x500]
    vpdpbusd      zmm28, zmm22, [rsi+0x540]
    vpdpbusd      zmm29, zmm31, [rsi+0x580]
    vpdpbusd      zmm30, zmm19, [rsi+0x5c0]
    vfmadd213ps   zmm20{rne-sae}, zmm11, zmm15
    vmaxps        zmm20, zmm20, zmm0
    vminps        zmm20, zmm20, zmm1
    vfmadd213ps   zmm27{rne-sae}, zmm11, zmm15
    vmaxps        zmm21, zmm27, zmm0
    vminps        zmm21, zmm21, zmm1
    vfmadd213ps   zmm24{rne-sae}, zmm12, zmm16
    vmaxps        zmm24, zmm24, zmm0
    vminps        zmm24, zmm24, zmm1
    vfmadd213ps   zmm28{rne-sae}, zmm12, zmm16
    vmaxps        zmm27, zmm28, zmm0
    vminps        zmm27, zmm27, zmm1
    vfmadd213ps   zmm25{rne-sae}, zmm13, zmm17
    vmaxps        zmm25, zmm25, zmm0
    vminps        zmm25, zmm25, zmm1
    vfmadd213ps   zmm29{rne-sae}, zmm13, zmm17
    vmaxps        zmm28, zmm29, zmm0
    vminps        zmm28, zmm28, zmm1
    vfmadd213ps   zmm26{rne-sae}, zmm14, zmm18
    vmaxps        zmm26, zmm26, zmm0
    vminps        zmm26, zmm26, zmm1
    vfmadd213ps   zmm30{rne-sae}, zmm14, zmm18
    vmaxps        zmm29, zmm30, zmm0
    vminps        zmm29, zmm29, zmm1
    vcvtps2dq     zmm20{rne-sae}, zmm20
    vcvtps2dq     zmm24{rne-sae}, zmm24
    vcvtps2dq     zmm25{rne-sae}, zmm25
    vcvtps2dq     zmm26{rne-sae}, zmm26
    vpackssdw     zmm20, zmm20, zmm24
    vpackssdw     zmm24, zmm25, zmm26
    vpackuswb     zmm20, zmm20, zmm24
    vmovdqu8      [r10], zmm20
    vcvtps2dq     zmm20{rne-sae}, zmm21
    vcvtps2dq     zmm21{rne-sae}, zmm27
    vcvtps2dq     zmm24{rne-sae}, zmm28
    vcvtps2dq     zmm25{rne-sae}, zmm29
    vpackssdw     zmm20, zmm20, zmm21
    vpackssdw     zmm21, zmm24, zmm25
    vpackuswb     zmm20, zmm20, zmm21
    vmovdqu8      [r10+0xc0], zmm20
    vmovdqa32     zmm20, zmm2
    vmovdqa32     zmm21, zmm3
    vmovdqa32     zmm24, zmm4
    vmovdqa32     zmm25, zmm5
    vpdpbusd      zmm20, zmm23, zmm6
    vpdpbusd      zmm21, zmm22, zmm7
    vpdpbusd      zmm24, zmm31, zmm8
    vpdpbusd      zmm25, zmm19, zmm9
    vpdpbusd      zmm2, zmm23, zmm10
    vpdpbusd      zmm3, zmm22, [rsi+0x340]
    vpdpbusd      zmm4, zmm31, [rsi+0x380]
    vpdpbusd      zmm5, zmm19, [rsi+0x3c0]
    vpxord        zmm6, zmm6, zmm6
    vmovdqu8      zmm7, [r9+0x60]
    vpunpcklbw    zmm8, zmm6, zmm7
    vpunpckhbw    zmm6, zmm6, zmm7
    vmovdqu8      zmm7, [r9+0x120]
    vmovdqu8      zmm9, [r9+0x1e0]
    vpunpcklbw    zmm10, zmm7, zmm9
    vpunpckhbw    zmm7, zmm7, zmm9
    vpunpcklwd    zmm9, zmm8, zmm10
    vpunpckhwd    zmm8, zmm8, zmm10
    vpunpcklwd    zmm10, zmm6, zmm7
    vpunpckhwd    zmm6, zmm6, zmm7
    vpdpbusd      zmm20, zmm9, [rsi+0x100]
    vpdpbusd      zmm21, zmm8, [rsi+0x140]
    vpdpbusd      zmm24, zmm10, [rsi+0x180]
    vpdpbusd      zmm25, zmm6, [rsi+0x1c0]
    vpdpbusd      zmm2, zmm9, [rsi+0x400]
    vpdpbusd      zmm3, zmm8, [rsi+0x440]
    vpdpbusd      zmm4, zmm10, [rsi+0x480]
    vpdpbusd      zmm5, zmm6, [rsi+0x4c0]
    vpxord        zmm6, zmm6, zmm6
    vmovdqu8      zmm7, [r9+0x80]
    vpunpcklbw    zmm8, zmm6, zmm7
    vpunpckhbw    zmm6, zmm6, zmm7
    vmovdqu8      zmm7, [r9+0x140]
    vmovdqu8      zmm9, [r9+0x200]
    vpunpcklbw    zmm10, zmm7, zmm9
    vpunpckhbw    zmm7, zmm7, zmm9
    vpunpcklwd    zmm9, zmm8, zmm10
    vpunpckhwd    zmm8, zmm8, zmm10
    vpunpcklwd    zmm10, zmm6, zmm7
    vpunpckhwd    zmm6, zmm6, zmm7
    vpdpbusd      zmm20, zmm9, [rsi+0x200]
    vpdpbusd      zmm21, zmm8, [rsi+0x240]
    vpdpbusd      zmm24, zmm10, [rsi+0x280]
    vpdpbusd      zmm25, zmm6, [rsi+0x2c0]
    vpdpbusd      zmm2, zmm9, [rsi+0x500]
    vpdpbusd      zmm3, zmm8, [rsi+0x540]
    vpdpbusd      zmm4, zmm10, [rsi+0x580]
    vpdpbusd      zmm5, zmm6, [rsi+0x5c0]
    vfmadd213ps   zmm20{rne-sae}, zmm11, zmm15
    vmaxps        zmm6, zmm20, zmm0
    vminps        zmm6, zmm6, zmm1
    vfmadd231ps   zmm15{rne-sae}, zmm2, zmm11
    vmaxps        zmm2, zmm15, zmm0
    vminps        zmm2, zmm2, zmm1
    vfmadd213ps   zmm21{rne-sae}, zmm12, zmm16
    vmaxps        zmm7, zmm21, zmm0
    vminps        zmm7, zmm7, zmm1
    vfmadd231ps   zmm16{rne-sae}, zmm3, zmm12
    vmaxps        zmm3, zmm16, zmm0
    vminps        zmm3, zmm3, zmm1
    vfmadd213ps   zmm24{rne-sae}, zmm13, zmm17
    vmaxps        zmm8, zmm24, zmm0
    vminps        zmm8, zmm8, zmm1
    vfmadd231ps   zmm17{rne-sae}, zmm4, zmm13
    vmaxps        zmm4, zmm17, zmm0
    vminps        zmm4, zmm4, zmm1
    vfmadd213ps   zmm25{rne-sae}, zmm14, zmm18
    vmaxps        zmm9, zmm25, zmm0
    vminps        zmm9, zmm9, zmm1
    vfmadd231ps   zmm18{rne-sae}, zmm5, zmm14
    vmaxps        zmm5, zmm18, zmm0
    vminps        zmm5, zmm5, zmm1
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vcvtps2dq     zmm7{rne-sae}, zmm7
    vcvtps2dq     zmm8{rne-sae}, zmm8
    vcvtps2dq     zmm9{rne-sae}, zmm9
    vpackssdw     zmm6, zmm6, zmm7
    vpackssdw     zmm7, zmm8, zmm9
    vpackuswb     zmm6, zmm6, zmm7
    vmovdqu8      [r10+0x40], zmm6
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vpackssdw     zmm2, zmm2, zmm3
    vpackssdw     zmm3, zmm4, zmm5
    vpackuswb     zmm2, zmm2, zmm3
    vmovdqu8      [r10+0x100], zmm2
exit:
    vzeroupper
    ret
constant0:
    dd 0x40c00000

depthwise 3x3/1 channels 64 pixels 2 tile 2x1 on 2x4 #2
code 1452 bytes, constants 24 bytes, 229 instructions, 48 vpdpbusd
32 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    vpxord        zmm0, zmm0, zmm0
    vpbroadcastd  zmm1, [constant0]
    mov           rcx, [rdi+0x60]
    mov           rsi, [rdi+0x58]
    mov           rdx, [rdi+0x40]
    mov           r8, [rdi+0x48]
    mov           r9, [rdi+0x50]
    mov           r10, [rdi+0x68]
    vmovdqu32     zmm2, [rcx]
    vmovdqu32     zmm3, [rcx+0x40]
    vmovdqu32     zmm4, [rcx+0x80]
    vmovdqu32     zmm5, [rcx+0xc0]
    vmovdqu8      zmm6, [rsi]
    vmovdqu8      zmm7, [rsi+0x40]
    vmovdqu8      zmm8, [rsi+0x80]
    vmovdqu8      zmm9, [rsi+0xc0]
    vmovdqu8      zmm10, [rsi+0x300]
    vmovups       zmm11, [rdx]
    vmovups       zmm12, [rdx+0x40]
    vmovups       zmm13, [rdx+0x80]
    vmovups       zmm14, [rdx+0xc0]
    vmovups       zmm15, [r8]
    vmovups       zmm16, [r8+0x40]
    vmovups       zmm17, [r8+0x80]
    vmovups       zmm18, [r8+0xc0]
    vmovdqu8      zmm19, [r9]
    vmovdqu8      zmm20, [r9+0xc0]
    vpunpcklbw    zmm21, zmm19, zmm20
    vpunpckhbw    zmm19, zmm19, zmm20
    vmovdqu8      zmm20, [r9+0x180]
    vmovdqu8      zmm22, [r9+0x240]
    vpunpcklbw    zmm23, zmm20, zmm22
    vpunpckhbw    zmm20, zmm20, zmm22
    vpunpcklwd    zmm22, zmm21, zmm23
    vpunpckhwd    zmm21, zmm21, zmm23
    vpunpcklwd    zmm23, zmm19, zmm20
    vpunpckhwd    zmm19, zmm19, zmm20
    vmovdqa32     zmm20, zmm2
    vmovdqa32     zmm24, zmm3
    vmovdqa32     zmm25, zmm4
    vmovdqa32     zmm26, zmm5
    vpdpbusd      zmm20, zmm22, zmm6
    vpdpbusd      zmm24, zmm21, zmm7
    vpdpbusd      zmm25, zmm23, zmm8
    vpdpbusd      zmm26, zmm19, zmm9
    vmovdqa32     zmm27, zmm2
    vmovdqa32     zmm28, zmm3
    vmovdqa32     zmm29, zmm4
    vmovdqa32     zmm30, zmm5
    vpdpbusd      zmm27, zmm22, zmm10
    vpdpbusd      zmm28, zmm21, [rsi+0x340]
    vpdpbusd      zmm29, zmm23, [rsi+0x380]
    vpdpbusd      zmm30, zmm19, [rsi+0x3c0]
    vmovdqu8      zmm19, [r9+0x20]
    vmovdqu8      zmm21, [r9+0xe0]
    vpunpcklbw    zmm22, zmm19, zmm21
    vpunpckhbw    zmm19, zmm19, zmm21
    vmovdqu8      zmm21, [r9+0x1a0]
    vmovdqu8      zmm23, [r9+0x260]
    vpunpcklbw    zmm31, zmm21, zmm23
    vpunpckhbw    zmm21, zmm21, zmm23
    vpunpcklwd    zmm23, zmm22, zmm31
    vpunpckhwd    zmm22, zmm22, zmm31
    vpunpcklwd    zmm31, zmm19, zmm21
    vpunpckhwd    zmm19, zmm19, zmm21
    vpdpbusd      zmm20, zmm23, [rsi+0x100]
    vpdpbusd      zmm24, zmm22, [rsi+0x140]
    vpdpbusd      zmm25, zmm31, [rsi+0x180]
    vpdpbusd      zmm26, zmm19, [rsi+0x1c0]
    vpdpbusd      zmm27, zmm23, [rsi+0x400]
    vpdpbusd      zmm28, zmm22, [rsi+0x440]
    vpdpbusd      zmm29, zmm31, [rsi+0x480]
    vpdpbusd      zmm30, zmm19, [rsi+0x4c0]
    vmovdqu8      zmm19, [r9+0x40]
    vmovdqu8      zmm21, [r9+0x100]
    vpunpcklbw    zmm22, zmm19, zmm21
    vpunpckhbw    zmm19, zmm19, zmm21
    vmovdqu8      zmm21, [r9+0x1c0]
    vmovdqu8      zmm23, [r9+0x280]
    vpunpcklbw    zmm31, zmm21, zmm23
    vpunpckhbw    zmm21, zmm21, zmm23
    vpunpcklwd    zmm23, zmm22, zmm31
    vpunpckhwd    zmm22, zmm22, zmm31
    vpunpcklwd    zmm31, zmm19, zmm21
    vpunpckhwd    zmm19, zmm19, zmm21
    vpdpbusd      zmm20, zmm23, [rsi+0x200]
    vpdpbusd      zmm24, zmm22, [rsi+0x240]
    vpdpbusd      zmm25, zmm31, [rsi+0x280]
    vpdpbusd      zmm26, zmm19, [rsi+0x2c0]
    vpdpbusd      zmm27, zmm23, [rsi+0x500]
    vpdpbusd      zmm28, zmm22, [rsi+0x540]
    vpdpbusd      zmm29, zmm31, [rsi+0x580]
    vpdpbusd      zmm30, zmm19, [rsi+0x5c0]
    vfmadd213ps   zmm20{rne-sae}, zmm11, zmm15
    vmaxps        zmm20, zmm20, zmm0
    vminps        zmm20, zmm20, zmm1
    vfmadd213ps   zmm27{rne-sae}, zmm11, zmm15
    vmaxps        zmm21, zmm27, zmm0
    vminps        zmm21, zmm21, zmm1
    vfmadd213ps   zmm24{rne-sae}, zmm12, zmm16
    vmaxps        zmm24, zmm24, zmm0
    vminps        zmm24, zmm24, zmm1
    vfmadd213ps   zmm28{rne-sae}, zmm12, zmm16
    vmaxps        zmm27, zmm28, zmm0
    vminps        zmm27, zmm27, zmm1
    vfmadd213ps   zmm25{rne-sae}, zmm13, zmm17
    vmaxps        zmm25, zmm25, zmm0
    vminps        zmm25, zmm25, zmm1
    vfmadd213ps   zmm29{rne-sae}, zmm13, zmm17
    vmaxps        zmm28, zmm29, zmm0
    vminps        zmm28, zmm28, zmm1
    vfmadd213ps   zmm26{rne-sae}, zmm14, zmm18
    vmaxps        zmm26, zmm26, zmm0
    vminps        zmm26, zmm26, zmm1
    vfmadd213ps   zmm30{rne-sae}, zmm14, zmm18
    vmaxps        zmm29, zmm30, zmm0
    vminps        zmm29, zmm29, zmm1
    vcvtps2dq     zmm20{rne-sae}, zmm20
    vcvtps2dq     zmm24{rne-sae}, zmm24
    vcvtps2dq     zmm25{rne-sae}, zmm25
    vcvtps2dq     zmm26{rne-sae}, zmm26
    vpackssdw     zmm20, zmm20, zmm24
    vpackssdw     zmm24, zmm25, zmm26
    vpackuswb     zmm20, zmm20, zmm24
    vmovdqu8      [r10], zmm20
    vcvtps2dq     zmm20{rne-sae}, zmm21
    vcvtps2dq     zmm21{rne-sae}, zmm27
    vcvtps2dq     zmm24{rne-sae}, zmm28
    vcvtps2dq     zmm25{rne-sae}, zmm29
    vpackssdw     zmm20, zmm20, zmm21
    vpackssdw     zmm21, zmm24, zmm25
    vpackuswb     zmm20, zmm20, zmm21
    vmovdqu8      [r10+0xc0], zmm20
    vmovdqa32     zmm20, zmm2
    vmovdqa32     zmm21, zmm3
    vmovdqa32     zmm24, zmm4
    vmovdqa32     zmm25, zmm5
    vpdpbusd      zmm20, zmm23, zmm6
    vpdpbusd      zmm21, zmm22, zmm7
    vpdpbusd      zmm24, zmm31, zmm8
    vpdpbusd      zmm25, zmm19, zmm9
    vpdpbusd      zmm2, zmm23, zmm10
    vpdpbusd      zmm3, zmm22, [rsi+0x340]
    vpdpbusd      zmm4, zmm31, [rsi+0x380]
    vpdpbusd      zmm5, zmm19, [rsi+0x3c0]
    vmovdqu8      zmm6, [r9+0x60]
    vmovdqu8      zmm7, [r9+0x120]
    vpunpcklbw    zmm8, zmm6, zmm7
    vpunpckhbw    zmm6, zmm6, zmm7
    vmovdqu8      zmm7, [r9+0x1e0]
    vmovdqu8      zmm9, [r9+0x2a0]
    vpunpcklbw    zmm10, zmm7, zmm9
    vpunpckhbw    zmm7, zmm7, zmm9
    vpunpcklwd    zmm9, zmm8, zmm10
    vpunpckhwd    zmm8, zmm8, zmm10
    vpunpcklwd    zmm10, zmm6, zmm7
    vpunpckhwd    zmm6, zmm6, zmm7
    vpdpbusd      zmm20, zmm9, [rsi+0x100]
    vpdpbusd      zmm21, zmm8, [rsi+0x140]
    vpdpbusd      zmm24, zmm10, [rsi+0x180]
    vpdpbusd      zmm25, zmm6, [rsi+0x1c0]
    vpdpbusd      zmm2, zmm9, [rsi+0x400]
    vpdpbusd      zmm3, zmm8, [rsi+0x440]
    vpdpbusd      zmm4, zmm10, [rsi+0x480]
    vpdpbusd      zmm5, zmm6, [rsi+0x4c0]
    vmovdqu8      zmm6, [r9+0x80]
    vmovdqu8      zmm7, [r9+0x140]
    vpunpcklbw    zmm8, zmm6, zmm7
    vpunpckhbw    zmm6, zmm6, zmm7
    vmovdqu8      zmm7, [r9+0x200]
    vmovdqu8      zmm9, [r9+0x2c0]
    vpunpcklbw    zmm10, zmm7, zmm9
    vpunpckhbw    zmm7, zmm7, zmm9
    vpunpcklwd    zmm9, zmm8, zmm10
    vpunpckhwd    zmm8, zmm8, zmm10
    vpunpcklwd    zmm10, zmm6, zmm7
    vpunpckhwd    zmm6, zmm6, zmm7
    vpdpbusd      zmm20, zmm9, [rsi+0x200]
    vpdpbusd      zmm21, zmm8, [rsi+0x240]
    vpdpbusd      zmm24, zmm10, [rsi+0x280]
    vpdpbusd      zmm25, zmm6, [rsi+0x2c0]
    vpdpbusd      zmm2, zmm9, [rsi+0x500]
    vpdpbusd      zmm3, zmm8, [rsi+0x540]
    vpdpbusd      zmm4, zmm10, [rsi+0x580]
    vpdpbusd      zmm5, zmm6, [rsi+0x5c0]
    vfmadd213ps   zmm20{rne-sae}, zmm11, zmm15
    vmaxps        zmm6, zmm20, zmm0
    vminps        zmm6, zmm6, zmm1
    vfmadd231ps   zmm15{rne-sae}, zmm2, zmm11
    vmaxps        zmm2, zmm15, zmm0
    vminps        zmm2, zmm2, zmm1
    vfmadd213ps   zmm21{rne-sae}, zmm12, zmm16
    vmaxps        zmm7, zmm21, zmm0
    vminps        zmm7, zmm7, zmm1
    vfmadd231ps   zmm16{rne-sae}, zmm3, zmm12
    vmaxps        zmm3, zmm16, zmm0
    vminps        zmm3, zmm3, zmm1
    vfmadd213ps   zmm24{rne-sae}, zmm13, zmm17
    vmaxps        zmm8, zmm24, zmm0
    vminps        zmm8, zmm8, zmm1
    vfmadd231ps   zmm17{rne-sae}, zmm4, zmm13
    vmaxps        zmm4, zmm17, zmm0
    vminps        zmm4, zmm4, zmm1
    vfmadd213ps   zmm25{rne-sae}, zmm14, zmm18
    vmaxps        zmm9, zmm25, zmm0
    vminps        zmm9, zmm9, zmm1
    vfmadd231ps   zmm18{rne-sae}, zmm5, zmm14
    vmaxps        zmm5, zmm18, zmm0
    vminps        zmm5, zmm5, zmm1
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vcvtps2dq     zmm7{rne-sae}, zmm7
    vcvtps2dq     zmm8{rne-sae}, zmm8
    vcvtps2dq     zmm9{rne-sae}, zmm9
    vpackssdw     zmm6, zmm6, zmm7
    vpackssdw     zmm7, zmm8, zmm9
    vpackuswb     zmm6, zmm6, zmm7
    vmovdqu8      [r10+0x40], zmm6
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vpackssdw     zmm2, zmm2, zmm3
    vpackssdw     zmm3, zmm4, zmm5
    vpackuswb     zmm2, zmm2, zmm3
    vmovdqu8      [r10+0x100], zmm2
exit:
    vzeroupper
    ret
constant0:
    dd 0x40c00000

depthwise 3x3/1 channels 64 pixels 2 tile 2x1 on 2x4 #3
code 1441 bytes, constants 35 bytes, 229 instructions, 48 vpdpbusd
32 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    vpxord        zmm0, zmm0, zmm0
    vpbroadcastd  zmm1, [constant0]
    mov           rcx, [rdi+0x60]
    mov           rsi, [rdi+0x58]
    mov           rdx, [rdi+0x40]
    mov           r8, [rdi+0x48]
    mov           r9, [rdi+0x50]
    mov           r10, [rdi+0x68]
    vmovdqu32     zmm2, [rcx]
    vmovdqu32     zmm3, [rcx+0x40]
    vmovdqu32     zmm4, [rcx+0x80]
    vmovdqu32     zmm5, [rcx+0xc0]
    vmovdqu8      zmm6, [rsi]
    vmovdqu8      zmm7, [rsi+0x40]
    vmovdqu8      zmm8, [rsi+0x80]
    vmovdqu8      zmm9, [rsi+0xc0]
    vmovdqu8      zmm10, [rsi+0x300]
    vmovups       zmm11, [rdx]
    vmovups       zmm12, [rdx+0x40]
    vmovups       zmm13, [rdx+0x80]
    vmovups       zmm14, [rdx+0xc0]
    vmovups       zmm15, [r8]
    vmovups       zmm16, [r8+0x40]
    vmovups       zmm17, [r8+0x80]
    vmovups       zmm18, [r8+0xc0]
    vmovdqu8      zmm19, [r9]
    vmovdqu8      zmm20, [r9+0xc0]
    vpunpcklbw    zmm21, zmm19, zmm20
    vpunpckhbw    zmm19, zmm19, zmm20
    vmovdqu8      zmm20, [r9+0x180]
    vpxord        zmm22, zmm22, zmm22
    vpunpcklbw    zmm23, zmm20, zmm22
    vpunpckhbw    zmm20, zmm20, zmm22
    vpunpcklwd    zmm22, zmm21, zmm23
    vpunpckhwd    zmm21, zmm21, zmm23
    vpunpcklwd    zmm23, zmm19, zmm20
    vpunpckhwd    zmm19, zmm19, zmm20
    vmovdqa32     zmm20, zmm2
    vmovdqa32     zmm24, zmm3
    vmovdqa32     zmm25, zmm4
    vmovdqa32     zmm26, zmm5
    vpdpbusd      zmm20, zmm22, zmm6
    vpdpbusd      zmm24, zmm21, zmm7
    vpdpbusd      zmm25, zmm23, zmm8
    vpdpbusd      zmm26, zmm19, zmm9
    vmovdqa32     zmm27, zmm2
    vmovdqa32     zmm28, zmm3
    vmovdqa32     zmm29, zmm4
    vmovdqa32     zmm30, zmm5
    vpdpbusd      zmm27, zmm22, zmm10
    vpdpbusd      zmm28, zmm21, [rsi+0x340]
    vpdpbusd      zmm29, zmm23, [rsi+0x380]
    vpdpbusd      zmm30, zmm19, [rsi+0x3c0]
    vmovdqu8      zmm19, [r9+0x20]
    vmovdqu8      zmm21, [r9+0xe0]
    vpunpcklbw    zmm22, zmm19, zmm21
    vpunpckhbw    zmm19, zmm19, zmm21
    vmovdqu8      zmm21, [r9+0x1a0]
    vpxord        zmm23, zmm23, zmm23
    vpunpcklbw    zmm31, zmm21, zmm23
    vpunpckhbw    zmm21, zmm21, zmm23
    vpunpcklwd    zmm23, zmm22, zmm31
    vpunpckhwd    zmm22, zmm22, zmm31
    vpunpcklwd    zmm31, zmm19, zmm21
    vpunpckhwd    zmm19, zmm19, zmm21
    vpdpbusd      zmm20, zmm23, [rsi+0x100]
    vpdpbusd      zmm24, zmm22, [rsi+0x140]
    vpdpbusd      zmm25, zmm31, [rsi+0x180]
    vpdpbusd      zmm26, zmm19, [rsi+0x1c0]
    vpdpbusd      zmm27, zmm23, [rsi+0x400]
    vpdpbusd      zmm28, zmm22, [rsi+0x440]
    vpdpbusd      zmm29, zmm31, [rsi+0x480]
    vpdpbusd      zmm30, zmm19, [rsi+0x4c0]
    vmovdqu8      zmm19, [r9+0x40]
    vmovdqu8      zmm21, [r9+0x100]
    vpunpcklbw    zmm22, zmm19, zmm21
    vpunpckhbw    zmm19, zmm19, zmm21
    vmovdqu8      zmm21, [r9+0x1c0]
    vpxord        zmm23, zmm23, zmm23
    vpunpcklbw    zmm31, zmm21, zmm23
    vpunpckhbw    zmm21, zmm21, zmm23
    vpunpcklwd    zmm23, zmm22, zmm31
    vpunpckhwd    zmm22, zmm22, zmm31
    vpunpcklwd    zmm31, zmm19, zmm21
    vpunpckhwd    zmm19, zmm19, zmm21
    vpdpbusd      zmm20, zmm23, [rsi+0x200]
    vpdpbusd      zmm24, zmm22, [rsi+0x240]
    vpdpbusd      zmm25, zmm31, [rsi+0x280]
    vpdpbusd      zmm26, zmm19, [rsi+0x2c0]
    vpdpbusd      zmm27, zmm23, [rsi+0x500]
    vpdpbusd      zmm28, zmm22, [rsi+0x540]
    vpdpbusd      zmm29, zmm31, [rsi+0x580]
    vpdpbusd      zmm30, zmm19, [rsi+0x5c0]
    vfmadd213ps   zmm20{rne-sae}, zmm11, zmm15
    vmaxps        zmm20, zmm20, zmm0
    vminps        zmm20, zmm20, zmm1
    vfmadd213ps   zmm27{rne-sae}, zmm11, zmm15
    vmaxps        zmm21, zmm27, zmm0
    vminps        zmm21, zmm21, zmm1
    vfmadd213ps   zmm24{rne-sae}, zmm12, zmm16
    vmaxps        zmm24, zmm24, zmm0
    vminps        zmm24, zmm24, zmm1
    vfmadd213ps   zmm28{rne-sae}, zmm12, zmm16
    vmaxps        zmm27, zmm28, zmm0
    vminps        zmm27, zmm27, zmm1
    vfmadd213ps   zmm25{rne-sae}, zmm13, zmm17
    vmaxps        zmm25, zmm25, zmm0
    vminps        zmm25, zmm25, zmm1
    vfmadd213ps   zmm29{rne-sae}, zmm13, zmm17
    vmaxps        zmm28, zmm29, zmm0
    vminps        zmm28, zmm28, zmm1
    vfmadd213ps   zmm26{rne-sae}, zmm14, zmm18
    vmaxps        zmm26, zmm26, zmm0
    vminps        zmm26, zmm26, zmm1
    vfmadd213ps   zmm30{rne-sae}, zmm14, zmm18
    vmaxps        zmm29, zmm30, zmm0
    vminps        zmm29, zmm29, zmm1
    vcvtps2dq     zmm20{rne-sae}, zmm20
    vcvtps2dq     zmm24{rne-sae}, zmm24
    vcvtps2dq     zmm25{rne-sae}, zmm25
    vcvtps2dq     zmm26{rne-sae}, zmm26
    vpackssdw     zmm20, zmm20, zmm24
    vpackssdw     zmm24, zmm25, zmm26
    vpackuswb     zmm20, zmm20, zmm24
    vmovdqu8      [r10], zmm20
    vcvtps2dq     zmm20{rne-sae}, zmm21
    vcvtps2dq     zmm21{rne-sae}, zmm27
    vcvtps2dq     zmm24{rne-sae}, zmm28
    vcvtps2dq     zmm25{rne-sae}, zmm29
    vpackssdw     zmm20, zmm20, zmm21
    vpackssdw     zmm21, zmm24, zmm25
    vpackuswb     zmm20, zmm20, zmm21
    vmovdqu8      [r10+0xc0], zmm20
    vmovdqa32     zmm20, zmm2
    vmovdqa32     zmm21, zmm3
    vmovdqa32     zmm24, zmm4
    vmovdqa32     zmm25, zmm5
    vpdpbusd      zmm20, zmm23, zmm6
    vpdpbusd      zmm21, zmm22, zmm7
    vpdpbusd      zmm24, zmm31, zmm8
    vpdpbusd      zmm25, zmm19, zmm9
    vpdpbusd      zmm2, zmm23, zmm10
    vpdpbusd      zmm3, zmm22, [rsi+0x340]
    vpdpbusd      zmm4, zmm31, [rsi+0x380]
    vpdpbusd      zmm5, zmm19, [rsi+0x3c0]
    vmovdqu8      zmm6, [r9+0x60]
    vmovdqu8      zmm7, [r9+0x120]
    vpunpcklbw    zmm8, zmm6, zmm7
    vpunpckhbw    zmm6, zmm6, zmm7
    vmovdqu8      zmm7, [r9+0x1e0]
    vpxord        zmm9, zmm9, zmm9
    vpunpcklbw    zmm10, zmm7, zmm9
    vpunpckhbw    zmm7, zmm7, zmm9
    vpunpcklwd    zmm9, zmm8, zmm10
    vpunpckhwd    zmm8, zmm8, zmm10
    vpunpcklwd    zmm10, zmm6, zmm7
    vpunpckhwd    zmm6, zmm6, zmm7
    vpdpbusd      zmm20, zmm9, [rsi+0x100]
    vpdpbusd      zmm21, zmm8, [rsi+0x140]
    vpdpbusd      zmm24, zmm10, [rsi+0x180]
    vpdpbusd      zmm25, zmm6, [rsi+0x1c0]
    vpdpbusd      zmm2, zmm9, [rsi+0x400]
    vpdpbusd      zmm3, zmm8, [rsi+0x440]
    vpdpbusd      zmm4, zmm10, [rsi+0x480]
    vpdpbusd      zmm5, zmm6, [rsi+0x4c0]
    vmovdqu8      zmm6, [r9+0x80]
    vmovdqu8      zmm7, [r9+0x140]
    vpunpcklbw    zmm8, zmm6, zmm7
    vpunpckhbw    zmm6, zmm6, zmm7
    vmovdqu8      zmm7, [r9+0x200]
    vpxord        zmm9, zmm9, zmm9
    vpunpcklbw    zmm10, zmm7, zmm9
    vpunpckhbw    zmm7, zmm7, zmm9
    vpunpcklwd    zmm9, zmm8, zmm10
    vpunpckhwd    zmm8, zmm8, zmm10
    vpunpcklwd    zmm10, zmm6, zmm7
    vpunpckhwd    zmm6, zmm6, zmm7
    vpdpbusd      zmm20, zmm9, [rsi+0x200]
    vpdpbusd      zmm21, zmm8, [rsi+0x240]
    vpdpbusd      zmm24, zmm10, [rsi+0x280]
    vpdpbusd      zmm25, zmm6, [rsi+0x2c0]
    vpdpbusd      zmm2, zmm9, [rsi+0x500]
    vpdpbusd      zmm3, zmm8, [rsi+0x540]
    vpdpbusd      zmm4, zmm10, [rsi+0x580]
    vpdpbusd      zmm5, zmm6, [rsi+0x5c0]
    vfmadd213ps   zmm20{rne-sae}, zmm11, zmm15
    vmaxps        zmm6, zmm20, zmm0
    vminps        zmm6, zmm6, zmm1
    vfmadd231ps   zmm15{rne-sae}, zmm2, zmm11
    vmaxps        zmm2, zmm15, zmm0
    vminps        zmm2, zmm2, zmm1
    vfmadd213ps   zmm21{rne-sae}, zmm12, zmm16
    vmaxps        zmm7, zmm21, zmm0
    vminps        zmm7, zmm7, zmm1
    vfmadd231ps   zmm16{rne-sae}, zmm3, zmm12
    vmaxps        zmm3, zmm16, zmm0
    vminps        zmm3, zmm3, zmm1
    vfmadd213ps   zmm24{rne-sae}, zmm13, zmm17
    vmaxps        zmm8, zmm24, zmm0
    vminps        zmm8, zmm8, zmm1
    vfmadd231ps   zmm17{rne-sae}, zmm4, zmm13
    vmaxps        zmm4, zmm17, zmm0
    vminps        zmm4, zmm4, zmm1
    vfmadd213ps   zmm25{rne-sae}, zmm14, zmm18
    vmaxps        zmm9, zmm25, zmm0
    vminps        zmm9, zmm9, zmm1
    vfmadd231ps   zmm18{rne-sae}, zmm5, zmm14
    vmaxps        zmm5, zmm18, zmm0
    vminps        zmm5, zmm5, zmm1
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vcvtps2dq     zmm7{rne-sae}, zmm7
    vcvtps2dq     zmm8{rne-sae}, zmm8
    vcvtps2dq     zmm9{rne-sae}, zmm9
    vpackssdw     zmm6, zmm6, zmm7
    vpackssdw     zmm7, zmm8, zmm9
    vpackuswb     zmm6, zmm6, zmm7
    vmovdqu8      [r10+0x40], zmm6
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vpackssdw     zmm2, zmm2, zmm3
    vpackssdw     zmm3, zmm4, zmm5
    vpackuswb     zmm2, zmm2, zmm3
    vmovdqu8      [r10+0x100], zmm2
exit:
    vzeroupper
    ret
constant0:
    dd 0x40c00000

depthwise 3x3/1 channels 32 pixels 1 tile 2x1 on 2x6
code 1269 bytes, constants 15 bytes, 203 instructions, 32 vpdpbusd
32 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           eax, -1
    kmovq         k1, rax
    vpxord        zmm0, zmm0, zmm0
    vpbroadcastd  zmm1, [constant0]
    mov           rcx, [rdi+0x60]
    mov           rsi, [rdi+0x58]
    mov           rdx, [rdi+0x40]
    mov           r8, [rdi+0x48]
    mov           r9, [rdi+0x50]
    mov           r10, [rdi+0x68]
    vmovdqu32     zmm2, [rcx]
    vmovdqu32     zmm3, [rcx+0x40]
    vmovdqu32     zmm4, [rcx+0x80]
    vmovdqu32     zmm5, [rcx+0xc0]
    vmovdqu8      zmm6, [rsi]
    vmovdqu8      zmm7, [rsi+0x40]
    vmovdqu8      zmm8, [rsi+0x80]
    vmovdqu8      zmm9, [rsi+0xc0]
    vmovdqu8      zmm10, [rsi+0x300]
    vmovups       zmm11, [rdx]
    vmovups       zmm12, [rdx+0x40]
    vmovups       zmm13, [rdx+0x80]
    vmovups       zmm14, [rdx+0xc0]
    vmovups       zmm15, [r8]
    vmovups       zmm16, [r8+0x40]
    vmovups       zmm17, [r8+0x80]
    vmovups       zmm18, [r8+0xc0]
    vpxord        zmm19, zmm19, zmm19
    vmovdqu8      zmm20{k1}{z}, [r9]
    vpunpcklbw    zmm21, zmm19, zmm20
    vpunpckhbw    zmm19, zmm19, zmm20
    vmovdqu8      zmm20{k1}{z}, [r9+0xc0]
    vmovdqu8      zmm22{k1}{z}, [r9+0x180]
    vpunpcklbw    zmm23, zmm20, zmm22
    vpunpckhbw    zmm20, zmm20, zmm22
    vpunpcklwd    zmm22, zmm21, zmm23
    vpunpckhwd    zmm21, zmm21, zmm23
    vpunpcklwd    zmm23, zmm19, zmm20
    vpunpckhwd    zmm19, zmm19, zmm20
    vmovdqa32     zmm20, zmm2
    vmovdqa32     zmm24, zmm3
    vmovdqa32     zmm25, zmm4
    vmovdqa32     zmm26, zmm5
    vpdpbusd      zmm20, zmm22, [rsi+0x100]
    vpdpbusd      zmm24, zmm21, [rsi+0x140]
    vpdpbusd      zmm25, zmm23, [rsi+0x180]
    vpdpbusd      zmm26, zmm19, [rsi+0x1c0]
    vmovdqa32     zmm27, zmm2
    vmovdqa32     zmm28, zmm3
    vmovdqa32     zmm29, zmm4
    vmovdqa32     zmm30, zmm5
    vpdpbusd      zmm27, zmm22, [rsi+0x400]
    vpdpbusd      zmm28, zmm21, [rsi+0x440]
    vpdpbusd      zmm29, zmm23, [rsi+0x480]
    vpdpbusd      zmm30, zmm19, [rsi+0x4c0]
    vpxord        zmm19, zmm19, zmm19
    vmovdqu8      zmm21{k1}{z}, [r9+0x20]
    vpunpcklbw    zmm22, zmm19, zmm21
    vpunpckhbw    zmm19, zmm19, zmm21
    vmovdqu8      zmm21{k1}{z}, [r9+0xe0]
    vmovdqu8      zmm23{k1}{z}, [r9+0x1a0]
    vpunpcklbw    zmm31, zmm21, zmm23
    vpunpckhbw    zmm21, zmm21, zmm23
    vpunpcklwd    zmm23, zmm22, zmm31
    vpunpckhwd    zmm22, zmm22, zmm31
    vpunpcklwd    zmm31, zmm19, zmm21
    vpunpckhwd    zmm19, zmm19, zmm21
    vpdpbusd      zmm20, zmm23, [rsi+0x200]
    vpdpbusd      zmm24, zmm22, [rsi+0x240]
    vpdpbusd      zmm25, zmm31, [rsi+0x280]
    vpdpbusd      zmm26, zmm19, [rsi+0x2c0]
    vpdpbusd      zmm27, zmm23, [rsi+0x500]
    vpdpbusd      zmm28, zmm22, [rsi+0x540]
    vpdpbusd      zmm29, zmm31, [rsi+0x580]
    vpdpbusd      zmm30, zmm19, [rsi+0x5c0]
    vfmadd213ps   zmm20{rne-sae}, zmm11, zmm15
    vmaxps        zmm19, zmm20, zmm0
    vminps        zmm19, zmm19, zmm1
    vfmadd213ps   zmm27{rne-sae}, zmm11, zmm15
    vmaxps        zmm20, zmm27, zmm0
    vminps        zmm20, zmm20, zmm1
    vfmadd213ps   zmm24{rne-sae}, zmm12, zmm16
    vmaxps        zmm21, zmm24, zmm0
    vminps        zmm21, zmm21, zmm1
    vfmadd213ps   zmm28{rne-sae}, zmm12, zmm16
    vmaxps        zmm22, zmm28, zmm0
    vminps        zmm22, zmm22, zmm1
    vfmadd213ps   zmm25{rne-sae}, zmm13, zmm17
    vmaxps        zmm23, zmm25, zmm0
    vminps        zmm23, zmm23, zmm1
    vfmadd213ps   zmm29{rne-sae}, zmm13, zmm17
    vmaxps        zmm24, zmm29, zmm0
    vminps        zmm24, zmm24, zmm1
    vfmadd213ps   zmm26{rne-sae}, zmm14, zmm18
    vmaxps        zmm25, zmm26, zmm0
    vminps        zmm25, zmm25, zmm1
    vfmadd213ps   zmm30{rne-sae}, zmm14, zmm18
    vmaxps        zmm26, zmm30, zmm0
    vminps        zmm26, zmm26, zmm1
    vcvtps2dq     zmm19{rne-sae}, zmm19
    vcvtps2dq     zmm21{rne-sae}, zmm21
    vcvtps2dq     zmm23{rne-sae}, zmm23
    vcvtps2dq     zmm25{rne-sae}, zmm25
    vpackssdw     zmm19, zmm19, zmm21
    vpackssdw     zmm21, zmm23, zmm25
    vpackuswb     zmm19, zmm19, zmm21
    vmovdqu32     [r10], ymm19
    vcvtps2dq     zmm19{rne-sae}, zmm20
    vcvtps2dq     zmm20{rne-sae}, zmm22
    vcvtps2dq     zmm21{rne-sae}, zmm24
    vcvtps2dq     zmm22{rne-sae}, zmm26
    vpackssdw     zmm19, zmm19, zmm20
    vpackssdw     zmm20, zmm21, zmm22
    vpackuswb     zmm19, zmm19, zmm20
    vmovdqu32     [r10+0xc0], ymm19
    vpxord        zmm19, zmm19, zmm19
    vmovdqu8      zmm20{k1}{z}, [r9+0x80]
    vpunpcklbw    zmm21, zmm19, zmm20
    vpunpckhbw    zmm19, zmm19, zmm20
    vmovdqu8      zmm20{k1}{z}, [r9+0x140]
    vmovdqu8      zmm22{k1}{z}, [r9+0x200]
    vpunpcklbw    zmm23, zmm20, zmm22
    vpunpckhbw    zmm20, zmm20, zmm22
    vpunpcklwd    zmm22, zmm21, zmm23
    vpunpckhwd    zmm21, zmm21, zmm23
    vpunpcklwd    zmm23, zmm19, zmm20
    vpunpckhwd    zmm19, zmm19, zmm20
    vmovdqa32     zmm20, zmm2
    vmovdqa32     zmm24, zmm3
    vmovdqa32     zmm25, zmm4
    vmovdqa32     zmm26, zmm5
    vpdpbusd      zmm20, zmm22, zmm6
    vpdpbusd      zmm24, zmm21, zmm7
    vpdpbusd      zmm25, zmm23, zmm8
    vpdpbusd      zmm26, zmm19, zmm9
    vpdpbusd      zmm2, zmm22, zmm10
    vpdpbusd      zmm3, zmm21, [rsi+0x340]
    vpdpbusd      zmm4, zmm23, [rsi+0x380]
    vpdpbusd      zmm5, zmm19, [rsi+0x3c0]
    vpxord        zmm6, zmm6, zmm6
    vmovdqu8      zmm7{k1}{z}, [r9+0xa0]
    vpunpcklbw    zmm8, zmm6, zmm7
    vpunpckhbw    zmm6, zmm6, zmm7
    vmovdqu8      zmm7{k1}{z}, [r9+0x160]
    vmovdqu8      zmm9{k1}{z}, [r9+0x220]
    vpunpcklbw    zmm10, zmm7, zmm9
    vpunpckhbw    zmm7, zmm7, zmm9
    vpunpcklwd    zmm9, zmm8, zmm10
    vpunpckhwd    zmm8, zmm8, zmm10
    vpunpcklwd    zmm10, zmm6, zmm7
    vpunpckhwd    zmm6, zmm6, zmm7
    vpdpbusd      zmm20, zmm9, [rsi+0x100]
    vpdpbusd      zmm24, zmm8, [rsi+0x140]
    vpdpbusd      zmm25, zmm10, [rsi+0x180]
    vpdpbusd      zmm26, zmm6, [rsi+0x1c0]
    vpdpbusd      zmm2, zmm9, [rsi+0x400]
    vpdpbusd      zmm3, zmm8, [rsi+0x440]
    vpdpbusd      zmm4, zmm10, [rsi+0x480]
    vpdpbusd      zmm5, zmm6, [rsi+0x4c0]
    vfmadd213ps   zmm20{rne-sae}, zmm11, zmm15
    vmaxps        zmm6, zmm20, zmm0
    vminps        zmm6, zmm6, zmm1
    vfmadd231ps   zmm15{rne-sae}, zmm2, zmm11
    vmaxps        zmm2, zmm15, zmm0
    vminps        zmm2, zmm2, zmm1
    vfmadd213ps   zmm24{rne-sae}, zmm12, zmm16
    vmaxps        zmm7, zmm24, zmm0
    vminps        zmm7, zmm7, zmm1
    vfmadd231ps   zmm16{rne-sae}, zmm3, zmm12
    vmaxps        zmm3, zmm16, zmm0
    vminps        zmm3, zmm3, zmm1
    vfmadd213ps   zmm25{rne-sae}, zmm13, zmm17
    vmaxps        zmm8, zmm25, zmm0
    vminps        zmm8, zmm8, zmm1
    vfmadd231ps   zmm17{rne-sae}, zmm4, zmm13
    vmaxps        zmm4, zmm17, zmm0
    vminps        zmm4, zmm4, zmm1
    vfmadd213ps   zmm26{rne-sae}, zmm14, zmm18
    vmaxps        zmm9, zmm26, zmm0
    vminps        zmm9, zmm9, zmm1
    vfmadd231ps   zmm18{rne-sae}, zmm5, zmm14
    vmaxps        zmm5, zmm18, zmm0
    vminps        zmm5, zmm5, zmm1
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vcvtps2dq     zmm7{rne-sae}, zmm7
    vcvtps2dq     zmm8{rne-sae}, zmm8
    vcvtps2dq     zmm9{rne-sae}, zmm9
    vpackssdw     zmm6, zmm6, zmm7
    vpackssdw     zmm7, zmm8, zmm9
    vpackuswb     zmm6, zmm6, zmm7
    vmovdqu32     [r10+0xa0], ymm6
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vpackssdw     zmm2, zmm2, zmm3
    vpackssdw     zmm3, zmm4, zmm5
    vpackuswb     zmm2, zmm2, zmm3
    vmovdqu32     [r10+0x160], ymm2
exit:
    vzeroupper
    ret
constant0:
    dd 0x40c00000

depthwise 3x3/1 channels 32 pixels 1 tile 2x1 on 2x6 #2
code 1279 bytes, constants 5 bytes, 203 instructions, 32 vpdpbusd
32 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           eax, -1
    kmovq         k1, rax
    vpxord        zmm0, zmm0, zmm0
    vpbroadcastd  zmm1, [constant0]
    mov           rcx, [rdi+0x60]
    mov           rsi, [rdi+0x58]
    mov           rdx, [rdi+0x40]
    mov           r8, [rdi+0x48]
    mov           r9, [rdi+0x50]
    mov           r10, [rdi+0x68]
    vmovdqu32     zmm2, [rcx]
    vmovdqu32     zmm3, [rcx+0x40]
    vmovdqu32     zmm4, [rcx+0x80]
    vmovdqu32     zmm5, [rcx+0xc0]
    vmovdqu8      zmm6, [rsi]
    vmovdqu8      zmm7, [rsi+0x40]
    vmovdqu8      zmm8, [rsi+0x80]
    vmovdqu8      zmm9, [rsi+0xc0]
    vmovdqu8      zmm10, [rsi+0x300]
    vmovups       zmm11, [rdx]
    vmovups       zmm12, [rdx+0x40]
    vmovups       zmm13, [rdx+0x80]
    vmovups       zmm14, [rdx+0xc0]
    vmovups       zmm15, [r8]
    vmovups       zmm16, [r8+0x40]
    vmovups       zmm17, [r8+0x80]
    vmovups       zmm18, [r8+0xc0]
    vmovdqu8      zmm19{k1}{z}, [r9]
    vmovdqu8      zmm20{k1}{z}, [r9+0xc0]
    vpunpcklbw    zmm21, zmm19, zmm20
    vpunpckhbw    zmm19, zmm19, zmm20
    vmovdqu8      zmm20{k1}{z}, [r9+0x180]
    vmovdqu8      zmm22{k1}{z}, [r9+0x240]
    vpunpcklbw    zmm23, zmm20, zmm22
    vpunpckhbw    zmm20, zmm20, zmm22
    vpunpcklwd    zmm22, zmm21, zmm23
    vpunpckhwd    zmm21, zmm21, zmm23
    vpunpcklwd    zmm23, zmm19, zmm20
    vpunpckhwd    zmm19, zmm19, zmm20
    vmovdqa32     zmm20, zmm2
    vmovdqa32     zmm24, zmm3
    vmovdqa32     zmm25, zmm4
    vmovdqa32     zmm26, zmm5
    vpdpbusd      zmm20, zmm22, [rsi+0x100]
    vpdpbusd      zmm24, zmm21, [rsi+0x140]
    vpdpbusd      zmm25, zmm23, [rsi+0x180]
    vpdpbusd      zmm26, zmm19, [rsi+0x1c0]
    vmovdqa32     zmm27, zmm2
    vmovdqa32     zmm28, zmm3
    vmovdqa32     zmm29, zmm4
    vmovdqa32     zmm30, zmm5
    vpdpbusd      zmm27, zmm22, [rsi+0x400]
    vpdpbusd      zmm28, zmm21, [rsi+0x440]
    vpdpbusd      zmm29, zmm23, [rsi+0x480]
    vpdpbusd      zmm30, zmm19, [rsi+0x4c0]
    vmovdqu8      zmm19{k1}{z}, [r9+0x20]
    vmovdqu8      zmm21{k1}{z}, [r9+0xe0]
    vpunpcklbw    zmm22, zmm19, zmm21
    vpunpckhbw    zmm19, zmm19, zmm21
    vmovdqu8      zmm21{k1}{z}, [r9+0x1a0]
    vmovdqu8      zmm23{k1}{z}, [r9+0x260]
    vpunpcklbw    zmm31, zmm21, zmm23
    vpunpckhbw    zmm21, zmm21, zmm23
    vpunpcklwd    zmm23, zmm22, zmm31
    vpunpckhwd    zmm22, zmm22, zmm31
    vpunpcklwd    zmm31, zmm19, zmm21
    vpunpckhwd    zmm19, zmm19, zmm21
    vpdpbusd      zmm20, zmm23, [rsi+0x200]
    vpdpbusd      zmm24, zmm22, [rsi+0x240]
    vpdpbusd      zmm25, zmm31, [rsi+0x280]
    vpdpbusd      zmm26, zmm19, [rsi+0x2c0]
    vpdpbusd      zmm27, zmm23, [rsi+0x500]
    vpdpbusd      zmm28, zmm22, [rsi+0x540]
    vpdpbusd      zmm29, zmm31, [rsi+0x580]
    vpdpbusd      zmm30, zmm19, [rsi+0x5c0]
    vfmadd213ps   zmm20{rne-sae}, zmm11, zmm15
    vmaxps        zmm19, zmm20, zmm0
    vminps        zmm19, zmm19, zmm1
    vfmadd213ps   zmm27{rne-sae}, zmm11, zmm15
    vmaxps        zmm20, zmm27, zmm0
    vminps        zmm20, zmm20, zmm1
    vfmadd213ps   zmm24{rne-sae}, zmm12, zmm16
    vmaxps        zmm21, zmm24, zmm0
    vminps        zmm21, zmm21, zmm1
    vfmadd213ps   zmm28{rne-sae}, zmm12, zmm16
    vmaxps        zmm22, zmm28, zmm0
    vminps        zmm22, zmm22, zmm1
    vfmadd213ps   zmm25{rne-sae}, zmm13, zmm17
    vmaxps        zmm23, zmm25, zmm0
    vminps        zmm23, zmm23, zmm1
    vfmadd213ps   zmm29{rne-sae}, zmm13, zmm17
    vmaxps        zmm24, zmm29, zmm0
    vminps        zmm24, zmm24, zmm1
    vfmadd213ps   zmm26{rne-sae}, zmm14, zmm18
    vmaxps        zmm25, zmm26, zmm0
    vminps        zmm25, zmm25, zmm1
    vfmadd213ps   zmm30{rne-sae}, zmm14, zmm18
    vmaxps        zmm26, zmm30, zmm0
    vminps        zmm26, zmm26, zmm1
    vcvtps2dq     zmm19{rne-sae}, zmm19
    vcvtps2dq     zmm21{rne-sae}, zmm21
    vcvtps2dq     zmm23{rne-sae}, zmm23
    vcvtps2dq     zmm25{rne-sae}, zmm25
    vpackssdw     zmm19, zmm19, zmm21
    vpackssdw     zmm21, zmm23, zmm25
    vpackuswb     zmm19, zmm19, zmm21
    vmovdqu32     [r10], ymm19
    vcvtps2dq     zmm19{rne-sae}, zmm20
    vcvtps2dq     zmm20{rne-sae}, zmm22
    vcvtps2dq     zmm21{rne-sae}, zmm24
    vcvtps2dq     zmm22{rne-sae}, zmm26
    vpackssdw     zmm19, zmm19, zmm20
    vpackssdw     zmm20, zmm21, zmm22
    vpackuswb     zmm19, zmm19, zmm20
    vmovdqu32     [r10+0xc0], ymm19
    vmovdqu8      zmm19{k1}{z}, [r9+0x80]
    vmovdqu8      zmm20{k1}{z}, [r9+0x140]
    vpunpcklbw    zmm21, zmm19, zmm20
    vpunpckhbw    zmm19, zmm19, zmm20
    vmovdqu8      zmm20{k1}{z}, [r9+0x200]
    vmovdqu8      zmm22{k1}{z}, [r9+0x2c0]
    vpunpcklbw    zmm23, zmm20, zmm22
    vpunpckhbw    zmm20, zmm20, zmm22
    vpunpcklwd    zmm22, zmm21, zmm23
    vpunpckhwd    zmm21, zmm21, zmm23
    vpunpcklwd    zmm23, zmm19, zmm20
    vpunpckhwd    zmm19, zmm19, zmm20
    vmovdqa32     zmm20, zmm2
    vmovdqa32     zmm24, zmm3
    vmovdqa32     zmm25, zmm4
    vmovdqa32     zmm26, zmm5
    vpdpbusd      zmm20, zmm22, zmm6
    vpdpbusd      zmm24, zmm21, zmm7
    vpdpbusd      zmm25, zmm23, zmm8
    vpdpbusd      zmm26, zmm19, zmm9
    vpdpbusd      zmm2, zmm22, zmm10
    vpdpbusd      zmm3, zmm21, [rsi+0x340]
    vpdpbusd      zmm4, zmm23, [rsi+0x380]
    vpdpbusd      zmm5, zmm19, [rsi+0x3c0]
    vmovdqu8      zmm6{k1}{z}, [r9+0xa0]
    vmovdqu8      zmm7{k1}{z}, [r9+0x160]
    vpunpcklbw    zmm8, zmm6, zmm7
    vpunpckhbw    zmm6, zmm6, zmm7
    vmovdqu8      zmm7{k1}{z}, [r9+0x220]
    vmovdqu8      zmm9{k1}{z}, [r9+0x2e0]
    vpunpcklbw    zmm10, zmm7, zmm9
    vpunpckhbw    zmm7, zmm7, zmm9
    vpunpcklwd    zmm9, zmm8, zmm10
    vpunpckhwd    zmm8, zmm8, zmm10
    vpunpcklwd    zmm10, zmm6, zmm7
    vpunpckhwd    zmm6, zmm6, zmm7
    vpdpbusd      zmm20, zmm9, [rsi+0x100]
    vpdpbusd      zmm24, zmm8, [rsi+0x140]
    vpdpbusd      zmm25, zmm10, [rsi+0x180]
    vpdpbusd      zmm26, zmm6, [rsi+0x1c0]
    vpdpbusd      zmm2, zmm9, [rsi+0x400]
    vpdpbusd      zmm3, zmm8, [rsi+0x440]
    vpdpbusd      zmm4, zmm10, [rsi+0x480]
    vpdpbusd      zmm5, zmm6, [rsi+0x4c0]
    vfmadd213ps   zmm20{rne-sae}, zmm11, zmm15
    vmaxps        zmm6, zmm20, zmm0
    vminps        zmm6, zmm6, zmm1
    vfmadd231ps   zmm15{rne-sae}, zmm2, zmm11
    vmaxps        zmm2, zmm15, zmm0
    vminps        zmm2, zmm2, zmm1
    vfmadd213ps   zmm24{rne-sae}, zmm12, zmm16
    vmaxps        zmm7, zmm24, zmm0
    vminps        zmm7, zmm7, zmm1
    vfmadd231ps   zmm16{rne-sae}, zmm3, zmm12
    vmaxps        zmm3, zmm16, zmm0
    vminps        zmm3, zmm3, zmm1
    vfmadd213ps   zmm25{rne-sae}, zmm13, zmm17
    vmaxps        zmm8, zmm25, zmm0
    vminps        zmm8, zmm8, zmm1
    vfmadd231ps   zmm17{rne-sae}, zmm4, zmm13
    vmaxps        zmm4, zmm17, zmm0
    vminps        zmm4, zmm4, zmm1
    vfmadd213ps   zmm26{rne-sae}, zmm14, zmm18
    vmaxps        zmm9, zmm26, zmm0
    vminps        zmm9, zmm9, zmm1
    vfmadd231ps   zmm18{rne-sae}, zmm5, zmm14
    vmaxps        zmm5, zmm18, zmm0
    vminps        zmm5, zmm5, zmm1
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vcvtps2dq     zmm7{rne-sae}, zmm7
    vcvtps2dq     zmm8{rne-sae}, zmm8
    vcvtps2dq     zmm9{rne-sae}, zmm9
    vpackssdw     zmm6, zmm6, zmm7
    vpackssdw     zmm7, zmm8, zmm9
    vpackuswb     zmm6, zmm6, zmm7
    vmovdqu32     [r10+0xa0], ymm6
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vpackssdw     zmm2, zmm2, zmm3
    vpackssdw     zmm3, zmm4, zmm5
    vpackuswb     zmm2, zmm2, zmm3
    vmovdqu32     [r10+0x160], ymm2
exit:
    vzeroupper
    ret
constant0:
    dd 0x40c00000

depthwise 3x3/1 channels 32 pixels 1 tile 2x1 on 2x6 #3
code 1269 bytes, constants 15 bytes, 203 instructions, 32 vpdpbusd
32 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           eax, -1
    kmovq         k1, rax
    vpxord        zmm0, zmm0, zmm0
    vpbroadcastd  zmm1, [constant0]
    mov           rcx, [rdi+0x60]
    mov           rsi, [rdi+0x58]
    mov           rdx, [rdi+0x40]
    mov           r8, [rdi+0x48]
    mov           r9, [rdi+0x50]
    mov           r10, [rdi+0x68]
    vmovdqu32     zmm2, [rcx]
    vmovdqu32     zmm3, [rcx+0x40]
    vmovdqu32     zmm4, [rcx+0x80]
    vmovdqu32     zmm5, [rcx+0xc0]
    vmovdqu8      zmm6, [rsi]
    vmovdqu8      zmm7, [rsi+0x40]
    vmovdqu8      zmm8, [rsi+0x80]
    vmovdqu8      zmm9, [rsi+0xc0]
    vmovdqu8      zmm10, [rsi+0x300]
    vmovups       zmm11, [rdx]
    vmovups       zmm12, [rdx+0x40]
    vmovups       zmm13, [rdx+0x80]
    vmovups       zmm14, [rdx+0xc0]
    vmovups       zmm15, [r8]
    vmovups       zmm16, [r8+0x40]
    vmovups       zmm17, [r8+0x80]
    vmovups       zmm18, [r8+0xc0]
    vmovdqu8      zmm19{k1}{z}, [r9]
    vmovdqu8      zmm20{k1}{z}, [r9+0xc0]
    vpunpcklbw    zmm21, zmm19, zmm20
    vpunpckhbw    zmm19, zmm19, zmm20
    vmovdqu8      zmm20{k1}{z}, [r9+0x180]
    vpxord        zmm22, zmm22, zmm22
    vpunpcklbw    zmm23, zmm20, zmm22
    vpunpckhbw    zmm20, zmm20, zmm22
    vpunpcklwd    zmm22, zmm21, zmm23
    vpunpckhwd    zmm21, zmm21, zmm23
    vpunpcklwd    zmm23, zmm19, zmm20
    vpunpckhwd    zmm19, zmm19, zmm20
    vmovdqa32     zmm20, zmm2
    vmovdqa32     zmm24, zmm3
    vmovdqa32     zmm25, zmm4
    vmovdqa32     zmm26, zmm5
    vpdpbusd      zmm20, zmm22, [rsi+0x100]
    vpdpbusd      zmm24, zmm21, [rsi+0x140]
    vpdpbusd      zmm25, zmm23, [rsi+0x180]
    vpdpbusd      zmm26, zmm19, [rsi+0x1c0]
    vmovdqa32     zmm27, zmm2
    vmovdqa32     zmm28, zmm3
    vmovdqa32     zmm29, zmm4
    vmovdqa32     zmm30, zmm5
    vpdpbusd      zmm27, zmm22, [rsi+0x400]
    vpdpbusd      zmm28, zmm21, [rsi+0x440]
    vpdpbusd      zmm29, zmm23, [rsi+0x480]
    vpdpbusd      zmm30, zmm19, [rsi+0x4c0]
    vmovdqu8      zmm19{k1}{z}, [r9+0x20]
    vmovdqu8      zmm21{k1}{z}, [r9+0xe0]
    vpunpcklbw    zmm22, zmm19, zmm21
    vpunpckhbw    zmm19, zmm19, zmm21
    vmovdqu8      zmm21{k1}{z}, [r9+0x1a0]
    vpxord        zmm23, zmm23, zmm23
    vpunpcklbw    zmm31, zmm21, zmm23
    vpunpckhbw    zmm21, zmm21, zmm23
    vpunpcklwd    zmm23, zmm22, zmm31
    vpunpckhwd    zmm22, zmm22, zmm31
    vpunpcklwd    zmm31, zmm19, zmm21
    vpunpckhwd    zmm19, zmm19, zmm21
    vpdpbusd      zmm20, zmm23, [rsi+0x200]
    vpdpbusd      zmm24, zmm22, [rsi+0x240]
    vpdpbusd      zmm25, zmm31, [rsi+0x280]
    vpdpbusd      zmm26, zmm19, [rsi+0x2c0]
    vpdpbusd      zmm27, zmm23, [rsi+0x500]
    vpdpbusd      zmm28, zmm22, [rsi+0x540]
    vpdpbusd      zmm29, zmm31, [rsi+0x580]
    vpdpbusd      zmm30, zmm19, [rsi+0x5c0]
    vfmadd213ps   zmm20{rne-sae}, zmm11, zmm15
    vmaxps        zmm19, zmm20, zmm0
    vminps        zmm19, zmm19, zmm1
    vfmadd213ps   zmm27{rne-sae}, zmm11, zmm15
    vmaxps        zmm20, zmm27, zmm0
    vminps        zmm20, zmm20, zmm1
    vfmadd213ps   zmm24{rne-sae}, zmm12, zmm16
    vmaxps        zmm21, zmm24, zmm0
    vminps        zmm21, zmm21, zmm1
    vfmadd213ps   zmm28{rne-sae}, zmm12, zmm16
    vmaxps        zmm22, zmm28, zmm0
    vminps        zmm22, zmm22, zmm1
    vfmadd213ps   zmm25{rne-sae}, zmm13, zmm17
    vmaxps        zmm23, zmm25, zmm0
    vminps        zmm23, zmm23, zmm1
    vfmadd213ps   zmm29{rne-sae}, zmm13, zmm17
    vmaxps        zmm24, zmm29, zmm0
    vminps        zmm24, zmm24, zmm1
    vfmadd213ps   zmm26{rne-sae}, zmm14, zmm18
    vmaxps        zmm25, zmm26, zmm0
    vminps        zmm25, zmm25, zmm1
    vfmadd213ps   zmm30{rne-sae}, zmm14, zmm18
    vmaxps        zmm26, zmm30, zmm0
    vminps        zmm26, zmm26, zmm1
    vcvtps2dq     zmm19{rne-sae}, zmm19
    vcvtps2dq     zmm21{rne-sae}, zmm21
    vcvtps2dq     zmm23{rne-sae}, zmm23
    vcvtps2dq     zmm25{rne-sae}, zmm25
    vpackssdw     zmm19, zmm19, zmm21
    vpackssdw     zmm21, zmm23, zmm25
    vpackuswb     zmm19, zmm19, zmm21
    vmovdqu32     [r10], ymm19
    vcvtps2dq     zmm19{rne-sae}, zmm20
    vcvtps2dq     zmm20{rne-sae}, zmm22
    vcvtps2dq     zmm21{rne-sae}, zmm24
    vcvtps2dq     zmm22{rne-sae}, zmm26
    vpackssdw     zmm19, zmm19, zmm20
    vpackssdw     zmm20, zmm21, zmm22
    vpackuswb     zmm19, zmm19, zmm20
    vmovdqu32     [r10+0xc0], ymm19
    vmovdqu8      zmm19{k1}{z}, [r9+0x80]
    vmovdqu8      zmm20{k1}{z}, [r9+0x140]
    vpunpcklbw    zmm21, zmm19, zmm20
    vpunpckhbw    zmm19, zmm19, zmm20
    vmovdqu8      zmm20{k1}{z}, [r9+0x200]
    vpxord        zmm22, zmm22, zmm22
    vpunpcklbw    zmm23, zmm20, zmm22
    vpunpckhbw    zmm20, zmm20, zmm22
    vpunpcklwd    zmm22, zmm21, zmm23
    vpunpckhwd    zmm21, zmm21, zmm23
    vpunpcklwd    zmm23, zmm19, zmm20
    vpunpckhwd    zmm19, zmm19, zmm20
    vmovdqa32     zmm20, zmm2
    vmovdqa32     zmm24, zmm3
    vmovdqa32     zmm25, zmm4
    vmovdqa32     zmm26, zmm5
    vpdpbusd      zmm20, zmm22, zmm6
    vpdpbusd      zmm24, zmm21, zmm7
    vpdpbusd      zmm25, zmm23, zmm8
    vpdpbusd      zmm26, zmm19, zmm9
    vpdpbusd      zmm2, zmm22, zmm10
    vpdpbusd      zmm3, zmm21, [rsi+0x340]
    vpdpbusd      zmm4, zmm23, [rsi+0x380]
    vpdpbusd      zmm5, zmm19, [rsi+0x3c0]
    vmovdqu8      zmm6{k1}{z}, [r9+0xa0]
    vmovdqu8      zmm7{k1}{z}, [r9+0x160]
    vpunpcklbw    zmm8, zmm6, zmm7
    vpunpckhbw    zmm6, zmm6, zmm7
    vmovdqu8      zmm7{k1}{z}, [r9+0x220]
    vpxord        zmm9, zmm9, zmm9
    vpunpcklbw    zmm10, zmm7, zmm9
    vpunpckhbw    zmm7, zmm7, zmm9
    vpunpcklwd    zmm9, zmm8, zmm10
    vpunpckhwd    zmm8, zmm8, zmm10
    vpunpcklwd    zmm10, zmm6, zmm7
    vpunpckhwd    zmm6, zmm6, zmm7
    vpdpbusd      zmm20, zmm9, [rsi+0x100]
    vpdpbusd      zmm24, zmm8, [rsi+0x140]
    vpdpbusd      zmm25, zmm10, [rsi+0x180]
    vpdpbusd      zmm26, zmm6, [rsi+0x1c0]
    vpdpbusd      zmm2, zmm9, [rsi+0x400]
    vpdpbusd      zmm3, zmm8, [rsi+0x440]
    vpdpbusd      zmm4, zmm10, [rsi+0x480]
    vpdpbusd      zmm5, zmm6, [rsi+0x4c0]
    vfmadd213ps   zmm20{rne-sae}, zmm11, zmm15
    vmaxps        zmm6, zmm20, zmm0
    vminps        zmm6, zmm6, zmm1
    vfmadd231ps   zmm15{rne-sae}, zmm2, zmm11
    vmaxps        zmm2, zmm15, zmm0
    vminps        zmm2, zmm2, zmm1
    vfmadd213ps   zmm24{rne-sae}, zmm12, zmm16
    vmaxps        zmm7, zmm24, zmm0
    vminps        zmm7, zmm7, zmm1
    vfmadd231ps   zmm16{rne-sae}, zmm3, zmm12
    vmaxps        zmm3, zmm16, zmm0
    vminps        zmm3, zmm3, zmm1
    vfmadd213ps   zmm25{rne-sae}, zmm13, zmm17
    vmaxps        zmm8, zmm25, zmm0
    vminps        zmm8, zmm8, zmm1
    vfmadd231ps   zmm17{rne-sae}, zmm4, zmm13
    vmaxps        zmm4, zmm17, zmm0
    vminps        zmm4, zmm4, zmm1
    vfmadd213ps   zmm26{rne-sae}, zmm14, zmm18
    vmaxps        zmm9, zmm26, zmm0
    vminps        zmm9, zmm9, zmm1
    vfmadd231ps   zmm18{rne-sae}, zmm5, zmm14
    vmaxps        zmm5, zmm18, zmm0
    vminps        zmm5, zmm5, zmm1
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vcvtps2dq     zmm7{rne-sae}, zmm7
    vcvtps2dq     zmm8{rne-sae}, zmm8
    vcvtps2dq     zmm9{rne-sae}, zmm9
    vpackssdw     zmm6, zmm6, zmm7
    vpackssdw     zmm7, zmm8, zmm9
    vpackuswb     zmm6, zmm6, zmm7
    vmovdqu32     [r10+0xa0], ymm6
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vpackssdw     zmm2, zmm2, zmm3
    vpackssdw     zmm3, zmm4, zmm5
    vpackuswb     zmm2, zmm2, zmm3
    vmovdqu32     [r10+0x160], ymm2
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
code 325 bytes, constants 131 bytes, 53 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 257 bytes, 39 instructions, 0 vpdpbusd, 11 loads, 4 stores

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
    vmovdqu32     [r8], xmm1
    vmovdqu32     [r8+0x90], xmm2
    vmovdqu32     [r8+0x120], xmm3
    vmovdqu32     [r8+0x1b0], xmm4
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
