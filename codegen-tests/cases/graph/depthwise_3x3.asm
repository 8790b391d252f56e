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
code 1424 bytes, constants 52 bytes, 224 instructions, 48 vpdpbusd
23 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    vpxord        zmm0, zmm0, zmm0
    vpbroadcastd  zmm1, [constant0]
    mov           rcx, [rdi+0x40]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x50]
    mov           r8, [rdi+0x60]
    mov           r9, [rdi+0x58]
    mov           r10, [rdi+0x68]
    vmovups       zmm2, [rcx]
    vmovups       zmm3, [rcx+0x40]
    vmovups       zmm4, [rcx+0x80]
    vmovups       zmm5, [rcx+0xc0]
    vmovups       zmm6, [rsi]
    vmovups       zmm7, [rsi+0x40]
    vmovups       zmm8, [rsi+0x80]
    vmovups       zmm9, [rsi+0xc0]
    vpxord        zmm10, zmm10, zmm10
    vmovdqu8      zmm11, [rdx]
    vpunpcklbw    zmm12, zmm10, zmm11
    vpunpckhbw    zmm10, zmm10, zmm11
    vmovdqu8      zmm11, [rdx+0xc0]
    vmovdqu8      zmm13, [rdx+0x180]
    vpunpcklbw    zmm14, zmm11, zmm13
    vpunpckhbw    zmm11, zmm11, zmm13
    vpunpcklwd    zmm13, zmm12, zmm14
    vpunpckhwd    zmm12, zmm12, zmm14
    vpunpcklwd    zmm14, zmm10, zmm11
    vpunpckhwd    zmm10, zmm10, zmm11
    vmovdqu32     zmm11, [r8]
    vmovdqu32     zmm15, [r8+0x40]
    vmovdqu32     zmm16, [r8+0x80]
    vmovdqu32     zmm17, [r8+0xc0]
    vpdpbusd      zmm11, zmm13, [r9]
    vpdpbusd      zmm15, zmm12, [r9+0x40]
    vpdpbusd      zmm16, zmm14, [r9+0x80]
    vpdpbusd      zmm17, zmm10, [r9+0xc0]
    vmovdqu32     zmm18, [r8]
    vmovdqu32     zmm19, [r8+0x40]
    vmovdqu32     zmm20, [r8+0x80]
    vmovdqu32     zmm21, [r8+0xc0]
    vpdpbusd      zmm18, zmm13, [r9+0x300]
    vpdpbusd      zmm19, zmm12, [r9+0x340]
    vpdpbusd      zmm20, zmm14, [r9+0x380]
    vpdpbusd      zmm21, zmm10, [r9+0x3c0]
    vpxord        zmm10, zmm10, zmm10
    vmovdqu8      zmm12, [rdx+0x20]
    vpunpcklbw    zmm13, zmm10, zmm12
    vpunpckhbw    zmm10, zmm10, zmm12
    vmovdqu8      zmm12, [rdx+0xe0]
    vmovdqu8      zmm14, [rdx+0x1a0]
    vpunpcklbw    zmm22, zmm12, zmm14
    vpunpckhbw    zmm12, zmm12, zmm14
    vpunpcklwd    zmm14, zmm13, zmm22
    vpunpckhwd    zmm13, zmm13, zmm22
    vpunpcklwd    zmm22, zmm10, zmm12
    vpunpckhwd    zmm10, zmm10, zmm12
    vpdpbusd      zmm11, zmm14, [r9+0x100]
    vpdpbusd      zmm15, zmm13, [r9+0x140]
    vpdpbusd      zmm16, zmm22, [r9+0x180]
    vpdpbusd      zmm17, zmm10, [r9+0x1c0]
    vpdpbusd      zmm18, zmm14, [r9+0x400]
    vpdpbusd      zmm19, zmm13, [r9+0x440]
    vpdpbusd      zmm20, zmm22, [r9+0x480]
    vpdpbusd      zmm21, zmm10, [r9+0x4c0]
    vpxord        zmm10, zmm10, zmm10
    vmovdqu8      zmm12, [rdx+0x40]
    vpunpcklbw    zmm13, zmm10, zmm12
    vpunpckhbw    zmm10, zmm10, zmm12
    vmovdqu8      zmm12, [rdx+0x100]
    vmovdqu8      zmm14, [rdx+0x1c0]
    vpunpcklbw    zmm22, zmm12, zmm14
    vpunpckhbw    zmm12, zmm12, zmm14
    vpunpcklwd    zmm14, zmm13, zmm22
    vpunpckhwd    zmm13, zmm13, zmm22
    vpunpcklwd    zmm22, zmm10, zmm12
    vpunpckhwd    zmm10, zmm10, zmm12
    vpdpbusd      zmm11, zmm14, [r9+0x200]
    vpdpbusd      zmm15, zmm13, [r9+0x240]
    vpdpbusd      zmm16, zmm22, [r9+0x280]
    vpdpbusd      zmm17, zmm10, [r9+0x2c0]
    vpdpbusd      zmm18, zmm14, [r9+0x500]
    vpdpbusd      zmm19, zmm13, [r9+0x540]
    vpdpbusd      zmm20, zmm22, [r9+0x580]
    vpdpbusd      zmm21, zmm10, [r9+0x5c0]
    vfmadd213ps   zmm11{rne-sae}, zmm2, zmm6
    vmaxps        zmm11, zmm11, zmm0
    vminps        zmm11, zmm11, zmm1
    vfmadd213ps   zmm18{rne-sae}, zmm2, zmm6
    vmaxps        zmm12, zmm18, zmm0
    vminps        zmm12, zmm12, zmm1
    vfmadd213ps   zmm15{rne-sae}, zmm3, zmm7
    vmaxps        zmm15, zmm15, zmm0
    vminps        zmm15, zmm15, zmm1
    vfmadd213ps   zmm19{rne-sae}, zmm3, zmm7
    vmaxps        zmm18, zmm19, zmm0
    vminps        zmm18, zmm18, zmm1
    vfmadd213ps   zmm16{rne-sae}, zmm4, zmm8
    vmaxps        zmm16, zmm16, zmm0
    vminps        zmm16, zmm16, zmm1
    vfmadd213ps   zmm20{rne-sae}, zmm4, zmm8
    vmaxps        zmm19, zmm20, zmm0
    vminps        zmm19, zmm19, zmm1
    vfmadd213ps   zmm17{rne-sae}, zmm5, zmm9
    vmaxps        zmm17, zmm17, zmm0
    vminps        zmm17, zmm17, zmm1
    vfmadd213ps   zmm21{rne-sae}, zmm5, zmm9
    vmaxps        zmm20, zmm21, zmm0
    vminps        zmm20, zmm20, zmm1
    vcvtps2dq     zmm11{rne-sae}, zmm11
    vcvtps2dq     zmm15{rne-sae}, zmm15
    vcvtps2dq     zmm16{rne-sae}, zmm16
    vcvtps2dq     zmm17{rne-sae}, zmm17
    vpackssdw     zmm11, zmm11, zmm15
    vpackssdw     zmm15, zmm16, zmm17
    vpackuswb     zmm11, zmm11, zmm15
    vmovdqu8      [r10], zmm11
    vcvtps2dq     zmm11{rne-sae}, zmm12
    vcvtps2dq     zmm12{rne-sae}, zmm18
    vcvtps2dq     zmm15{rne-sae}, zmm19
    vcvtps2dq     zmm16{rne-sae}, zmm20
    vpackssdw     zmm11, zmm11, zmm12
    vpackssdw     zmm12, zmm15, zmm16
    vpackuswb     zmm11, zmm11, zmm12
    vmovdqu8      [r10+0xc0], zmm11
    vmovdqu32     zmm11, [r8]
    vmovdqu32     zmm12, [r8+0x40]
    vmovdqu32     zmm15, [r8+0x80]
    vmovdqu32     zmm16, [r8+0xc0]
    vpdpbusd      zmm11, zmm14, [r9]
    vpdpbusd      zmm12, zmm13, [r9+0x40]
    vpdpbusd      zmm15, zmm22, [r9+0x80]
    vpdpbusd      zmm16, zmm10, [r9+0xc0]
    vmovdqu32     zmm17, [r8]
    vmovdqu32     zmm18, [r8+0x40]
    vmovdqu32     zmm19, [r8+0x80]
    vmovdqu32     zmm20, [r8+0xc0]
    vpdpbusd      zmm17, zmm14, [r9+0x300]
    vpdpbusd      zmm18, zmm13, [r9+0x340]
    vpdpbusd      zmm19, zmm22, [r9+0x380]
    vpdpbusd      zmm20, zmm10, [r9+0x3c0]
    vpxord        zmm10, zmm10, zmm10
    vmovdqu8      zmm13, [rdx+0x60]
    vpunpcklbw    zmm14, zmm10, zmm13
    vpunpckhbw    zmm10, zmm10, zmm13
    vmovdqu8      zmm13, [rdx+0x120]
    vmovdqu8      zmm21, [rdx+0x1e0]
    vpunpcklbw    zmm22, zmm13, zmm21
    vpunpckhbw    zmm13, zmm13, zmm21
    vpunpcklwd    zmm21, zmm14, zmm22
    vpunpckhwd    zmm14, zmm14, zmm22
    vpunpcklwd    zmm22, zmm10, zmm13
    vpunpckhwd    zmm10, zmm10, zmm13
    vpdpbusd      zmm11, zmm21, [r9+0x100]
    vpdpbusd      zmm12, zmm14, [r9+0x140]
    vpdpbusd      zmm15, zmm22, [r9+0x180]
    vpdpbusd      zmm16, zmm10, [r9+0x1c0]
    vpdpbusd      zmm17, zmm21, [r9+0x400]
    vpdpbusd      zmm18, zmm14, [r9+0x440]
    vpdpbusd      zmm19, zmm22, [r9+0x480]
    vpdpbusd      zmm20, zmm10, [r9+0x4c0]
    vpxord        zmm10, zmm10, zmm10
    vmovdqu8      zmm13, [rdx+0x80]
    vpunpcklbw    zmm14, zmm10, zmm13
    vpunpckhbw    zmm10, zmm10, zmm13
    vmovdqu8      zmm13, [rdx+0x140]
    vmovdqu8      zmm21, [rdx+0x200]
    vpunpcklbw    zmm22, zmm13, zmm21
    vpunpckhbw    zmm13, zmm13, zmm21
    vpunpcklwd    zmm21, zmm14, zmm22
    vpunpckhwd    zmm14, zmm14, zmm22
    vpunpcklwd    zmm22, zmm10, zmm13
    vpunpckhwd    zmm10, zmm10, zmm13
    vpdpbusd      zmm11, zmm21, [r9+0x200]
    vpdpbusd      zmm12, zmm14, [r9+0x240]
    vpdpbusd      zmm15, zmm22, [r9+0x280]
    vpdpbusd      zmm16, zmm10, [r9+0x2c0]
    vpdpbusd      zmm17, zmm21, [r9+0x500]
    vpdpbusd      zmm18, zmm14, [r9+0x540]
    vpdpbusd      zmm19, zmm22, [r9+0x580]
    vpdpbusd      zmm20, zmm10, [r9+0x5c0]
    vfmadd213ps   zmm11{rne-sae}, zmm2, zmm6
    vmaxps        zmm10, zmm11, zmm0
    vminps        zmm10, zmm10, zmm1
    vfmadd231ps   zmm6{rne-sae}, zmm17, zmm2
    vmaxps        zmm2, zmm6, zmm0
    vminps        zmm2, zmm2, zmm1
    vfmadd213ps   zmm12{rne-sae}, zmm3, zmm7
    vmaxps        zmm6, zmm12, zmm0
    vminps        zmm6, zmm6, zmm1
    vfmadd231ps   zmm7{rne-sae}, zmm18, zmm3
    vmaxps        zmm3, zmm7, zmm0
    vminps        zmm3, zmm3, zmm1
    vfmadd213ps   zmm15{rne-sae}, zmm4, zmm8
    vmaxps        zmm7, zmm15, zmm0
    vminps        zmm7, zmm7, zmm1
    vfmadd231ps   zmm8{rne-sae}, zmm19, zmm4
    vmaxps        zmm4, zmm8, zmm0
    vminps        zmm4, zmm4, zmm1
    vfmadd213ps   zmm16{rne-sae}, zmm5, zmm9
    vmaxps        zmm8, zmm16, zmm0
    vminps        zmm8, zmm8, zmm1
    vfmadd231ps   zmm9{rne-sae}, zmm20, zmm5
    vmaxps        zmm5, zmm9, zmm0
    vminps        zmm5, zmm5, zmm1
    vcvtps2dq     zmm9{rne-sae}, zmm10
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vcvtps2dq     zmm7{rne-sae}, zmm7
    vcvtps2dq     zmm8{rne-sae}, zmm8
    vpackssdw     zmm6, zmm9, zmm6
    vpackssdw     zmm7, zmm7, zmm8
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
code 1435 bytes, constants 41 bytes, 224 instructions, 48 vpdpbusd
23 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    vpxord        zmm0, zmm0, zmm0
    vpbroadcastd  zmm1, [constant0]
    mov           rcx, [rdi+0x40]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x50]
    mov           r8, [rdi+0x60]
    mov           r9, [rdi+0x58]
    mov           r10, [rdi+0x68]
    vmovups       zmm2, [rcx]
    vmovups       zmm3, [rcx+0x40]
    vmovups       zmm4, [rcx+0x80]
    vmovups       zmm5, [rcx+0xc0]
    vmovups       zmm6, [rsi]
    vmovups       zmm7, [rsi+0x40]
    vmovups       zmm8, [rsi+0x80]
    vmovups       zmm9, [rsi+0xc0]
    vmovdqu8      zmm10, [rdx]
    vmovdqu8      zmm11, [rdx+0xc0]
    vpunpcklbw    zmm12, zmm10, zmm11
    vpunpckhbw    zmm10, zmm10, zmm11
    vmovdqu8      zmm11, [rdx+0x180]
    vmovdqu8      zmm13, [rdx+0x240]
    vpunpcklbw    zmm14, zmm11, zmm13
    vpunpckhbw    zmm11, zmm11, zmm13
    vpunpcklwd    zmm13, zmm12, zmm14
    vpunpckhwd    zmm12, zmm12, zmm14
    vpunpcklwd    zmm14, zmm10, zmm11
    vpunpckhwd    zmm10, zmm10, zmm11
    vmovdqu32     zmm11, [r8]
    vmovdqu32     zmm15, [r8+0x40]
    vmovdqu32     zmm16, [r8+0x80]
    vmovdqu32     zmm17, [r8+0xc0]
    vpdpbusd      zmm11, zmm13, [r9]
    vpdpbusd      zmm15, zmm12, [r9+0x40]
    vpdpbusd      zmm16, zmm14, [r9+0x80]
    vpdpbusd      zmm17, zmm10, [r9+0xc0]
    vmovdqu32     zmm18, [r8]
    vmovdqu32     zmm19, [r8+0x40]
    vmovdqu32     zmm20, [r8+0x80]
    vmovdqu32     zmm21, [r8+0xc0]
    vpdpbusd      zmm18, zmm13, [r9+0x300]
    vpdpbusd      zmm19, zmm12, [r9+0x340]
    vpdpbusd      zmm20, zmm14, [r9+0x380]
    vpdpbusd      zmm21, zmm10, [r9+0x3c0]
    vmovdqu8      zmm10, [rdx+0x20]
    vmovdqu8      zmm12, [rdx+0xe0]
    vpunpcklbw    zmm13, zmm10, zmm12
    vpunpckhbw    zmm10, zmm10, zmm12
    vmovdqu8      zmm12, [rdx+0x1a0]
    vmovdqu8      zmm14, [rdx+0x260]
    vpunpcklbw    zmm22, zmm12, zmm14
    vpunpckhbw    zmm12, zmm12, zmm14
    vpunpcklwd    zmm14, zmm13, zmm22
    vpunpckhwd    zmm13, zmm13, zmm22
    vpunpcklwd    zmm22, zmm10, zmm12
    vpunpckhwd    zmm10, zmm10, zmm12
    vpdpbusd      zmm11, zmm14, [r9+0x100]
    vpdpbusd      zmm15, zmm13, [r9+0x140]
    vpdpbusd      zmm16, zmm22, [r9+0x180]
    vpdpbusd      zmm17, zmm10, [r9+0x1c0]
    vpdpbusd      zmm18, zmm14, [r9+0x400]
    vpdpbusd      zmm19, zmm13, [r9+0x440]
    vpdpbusd      zmm20, zmm22, [r9+0x480]
    vpdpbusd      zmm21, zmm10, [r9+0x4c0]
    vmovdqu8      zmm10, [rdx+0x40]
    vmovdqu8      zmm12, [rdx+0x100]
    vpunpcklbw    zmm13, zmm10, zmm12
    vpunpckhbw    zmm10, zmm10, zmm12
    vmovdqu8      zmm12, [rdx+0x1c0]
    vmovdqu8      zmm14, [rdx+0x280]
    vpunpcklbw    zmm22, zmm12, zmm14
    vpunpckhbw    zmm12, zmm12, zmm14
    vpunpcklwd    zmm14, zmm13, zmm22
    vpunpckhwd    zmm13, zmm13, zmm22
    vpunpcklwd    zmm22, zmm10, zmm12
    vpunpckhwd    zmm10, zmm10, zmm12
    vpdpbusd      zmm11, zmm14, [r9+0x200]
    vpdpbusd      zmm15, zmm13, [r9+0x240]
    vpdpbusd      zmm16, zmm22, [r9+0x280]
    vpdpbusd      zmm17, zmm10, [r9+0x2c0]
    vpdpbusd      zmm18, zmm14, [r9+0x500]
    vpdpbusd      zmm19, zmm13, [r9+0x540]
    vpdpbusd      zmm20, zmm22, [r9+0x580]
    vpdpbusd      zmm21, zmm10, [r9+0x5c0]
    vfmadd213ps   zmm11{rne-sae}, zmm2, zmm6
    vmaxps        zmm11, zmm11, zmm0
    vminps        zmm11, zmm11, zmm1
    vfmadd213ps   zmm18{rne-sae}, zmm2, zmm6
    vmaxps        zmm12, zmm18, zmm0
    vminps        zmm12, zmm12, zmm1
    vfmadd213ps   zmm15{rne-sae}, zmm3, zmm7
    vmaxps        zmm15, zmm15, zmm0
    vminps        zmm15, zmm15, zmm1
    vfmadd213ps   zmm19{rne-sae}, zmm3, zmm7
    vmaxps        zmm18, zmm19, zmm0
    vminps        zmm18, zmm18, zmm1
    vfmadd213ps   zmm16{rne-sae}, zmm4, zmm8
    vmaxps        zmm16, zmm16, zmm0
    vminps        zmm16, zmm16, zmm1
    vfmadd213ps   zmm20{rne-sae}, zmm4, zmm8
    vmaxps        zmm19, zmm20, zmm0
    vminps        zmm19, zmm19, zmm1
    vfmadd213ps   zmm17{rne-sae}, zmm5, zmm9
    vmaxps        zmm17, zmm17, zmm0
    vminps        zmm17, zmm17, zmm1
    vfmadd213ps   zmm21{rne-sae}, zmm5, zmm9
    vmaxps        zmm20, zmm21, zmm0
    vminps        zmm20, zmm20, zmm1
    vcvtps2dq     zmm11{rne-sae}, zmm11
    vcvtps2dq     zmm15{rne-sae}, zmm15
    vcvtps2dq     zmm16{rne-sae}, zmm16
    vcvtps2dq     zmm17{rne-sae}, zmm17
    vpackssdw     zmm11, zmm11, zmm15
    vpackssdw     zmm15, zmm16, zmm17
    vpackuswb     zmm11, zmm11, zmm15
    vmovdqu8      [r10], zmm11
    vcvtps2dq     zmm11{rne-sae}, zmm12
    vcvtps2dq     zmm12{rne-sae}, zmm18
    vcvtps2dq     zmm15{rne-sae}, zmm19
    vcvtps2dq     zmm16{rne-sae}, zmm20
    vpackssdw     zmm11, zmm11, zmm12
    vpackssdw     zmm12, zmm15, zmm16
    vpackuswb     zmm11, zmm11, zmm12
    vmovdqu8      [r10+0xc0], zmm11
    vmovdqu32     zmm11, [r8]
    vmovdqu32     zmm12, [r8+0x40]
    vmovdqu32     zmm15, [r8+0x80]
    vmovdqu32     zmm16, [r8+0xc0]
    vpdpbusd      zmm11, zmm14, [r9]
    vpdpbusd      zmm12, zmm13, [r9+0x40]
    vpdpbusd      zmm15, zmm22, [r9+0x80]
    vpdpbusd      zmm16, zmm10, [r9+0xc0]
    vmovdqu32     zmm17, [r8]
    vmovdqu32     zmm18, [r8+0x40]
    vmovdqu32     zmm19, [r8+0x80]
    vmovdqu32     zmm20, [r8+0xc0]
    vpdpbusd      zmm17, zmm14, [r9+0x300]
    vpdpbusd      zmm18, zmm13, [r9+0x340]
    vpdpbusd      zmm19, zmm22, [r9+0x380]
    vpdpbusd      zmm20, zmm10, [r9+0x3c0]
    vmovdqu8      zmm10, [rdx+0x60]
    vmovdqu8      zmm13, [rdx+0x120]
    vpunpcklbw    zmm14, zmm10, zmm13
    vpunpckhbw    zmm10, zmm10, zmm13
    vmovdqu8      zmm13, [rdx+0x1e0]
    vmovdqu8      zmm21, [rdx+0x2a0]
    vpunpcklbw    zmm22, zmm13, zmm21
    vpunpckhbw    zmm13, zmm13, zmm21
    vpunpcklwd    zmm21, zmm14, zmm22
    vpunpckhwd    zmm14, zmm14, zmm22
    vpunpcklwd    zmm22, zmm10, zmm13
    vpunpckhwd    zmm10, zmm10, zmm13
    vpdpbusd      zmm11, zmm21, [r9+0x100]
    vpdpbusd      zmm12, zmm14, [r9+0x140]
    vpdpbusd      zmm15, zmm22, [r9+0x180]
    vpdpbusd      zmm16, zmm10, [r9+0x1c0]
    vpdpbusd      zmm17, zmm21, [r9+0x400]
    vpdpbusd      zmm18, zmm14, [r9+0x440]
    vpdpbusd      zmm19, zmm22, [r9+0x480]
    vpdpbusd      zmm20, zmm10, [r9+0x4c0]
    vmovdqu8      zmm10, [rdx+0x80]
    vmovdqu8      zmm13, [rdx+0x140]
    vpunpcklbw    zmm14, zmm10, zmm13
    vpunpckhbw    zmm10, zmm10, zmm13
    vmovdqu8      zmm13, [rdx+0x200]
    vmovdqu8      zmm21, [rdx+0x2c0]
    vpunpcklbw    zmm22, zmm13, zmm21
    vpunpckhbw    zmm13, zmm13, zmm21
    vpunpcklwd    zmm21, zmm14, zmm22
    vpunpckhwd    zmm14, zmm14, zmm22
    vpunpcklwd    zmm22, zmm10, zmm13
    vpunpckhwd    zmm10, zmm10, zmm13
    vpdpbusd      zmm11, zmm21, [r9+0x200]
    vpdpbusd      zmm12, zmm14, [r9+0x240]
    vpdpbusd      zmm15, zmm22, [r9+0x280]
    vpdpbusd      zmm16, zmm10, [r9+0x2c0]
    vpdpbusd      zmm17, zmm21, [r9+0x500]
    vpdpbusd      zmm18, zmm14, [r9+0x540]
    vpdpbusd      zmm19, zmm22, [r9+0x580]
    vpdpbusd      zmm20, zmm10, [r9+0x5c0]
    vfmadd213ps   zmm11{rne-sae}, zmm2, zmm6
    vmaxps        zmm10, zmm11, zmm0
    vminps        zmm10, zmm10, zmm1
    vfmadd231ps   zmm6{rne-sae}, zmm17, zmm2
    vmaxps        zmm2, zmm6, zmm0
    vminps        zmm2, zmm2, zmm1
    vfmadd213ps   zmm12{rne-sae}, zmm3, zmm7
    vmaxps        zmm6, zmm12, zmm0
    vminps        zmm6, zmm6, zmm1
    vfmadd231ps   zmm7{rne-sae}, zmm18, zmm3
    vmaxps        zmm3, zmm7, zmm0
    vminps        zmm3, zmm3, zmm1
    vfmadd213ps   zmm15{rne-sae}, zmm4, zmm8
    vmaxps        zmm7, zmm15, zmm0
    vminps        zmm7, zmm7, zmm1
    vfmadd231ps   zmm8{rne-sae}, zmm19, zmm4
    vmaxps        zmm4, zmm8, zmm0
    vminps        zmm4, zmm4, zmm1
    vfmadd213ps   zmm16{rne-sae}, zmm5, zmm9
    vmaxps        zmm8, zmm16, zmm0
    vminps        zmm8, zmm8, zmm1
    vfmadd231ps   zmm9{rne-sae}, zmm20, zmm5
    vmaxps        zmm5, zmm9, zmm0
    vminps        zmm5, zmm5, zmm1
    vcvtps2dq     zmm9{rne-sae}, zmm10
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vcvtps2dq     zmm7{rne-sae}, zmm7
    vcvtps2dq     zmm8{rne-sae}, zmm8
    vpackssdw     zmm6, zmm9, zmm6
    vpackssdw     zmm7, zmm7, zmm8
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
code 1424 bytes, constants 52 bytes, 224 instructions, 48 vpdpbusd
23 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    vpxord        zmm0, zmm0, zmm0
    vpbroadcastd  zmm1, [constant0]
    mov           rcx, [rdi+0x40]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x50]
    mov           r8, [rdi+0x60]
    mov           r9, [rdi+0x58]
    mov           r10, [rdi+0x68]
    vmovups       zmm2, [rcx]
    vmovups       zmm3, [rcx+0x40]
    vmovups       zmm4, [rcx+0x80]
    vmovups       zmm5, [rcx+0xc0]
    vmovups       zmm6, [rsi]
    vmovups       zmm7, [rsi+0x40]
    vmovups       zmm8, [rsi+0x80]
    vmovups       zmm9, [rsi+0xc0]
    vmovdqu8      zmm10, [rdx]
    vmovdqu8      zmm11, [rdx+0xc0]
    vpunpcklbw    zmm12, zmm10, zmm11
    vpunpckhbw    zmm10, zmm10, zmm11
    vmovdqu8      zmm11, [rdx+0x180]
    vpxord        zmm13, zmm13, zmm13
    vpunpcklbw    zmm14, zmm11, zmm13
    vpunpckhbw    zmm11, zmm11, zmm13
    vpunpcklwd    zmm13, zmm12, zmm14
    vpunpckhwd    zmm12, zmm12, zmm14
    vpunpcklwd    zmm14, zmm10, zmm11
    vpunpckhwd    zmm10, zmm10, zmm11
    vmovdqu32     zmm11, [r8]
    vmovdqu32     zmm15, [r8+0x40]
    vmovdqu32     zmm16, [r8+0x80]
    vmovdqu32     zmm17, [r8+0xc0]
    vpdpbusd      zmm11, zmm13, [r9]
    vpdpbusd      zmm15, zmm12, [r9+0x40]
    vpdpbusd      zmm16, zmm14, [r9+0x80]
    vpdpbusd      zmm17, zmm10, [r9+0xc0]
    vmovdqu32     zmm18, [r8]
    vmovdqu32     zmm19, [r8+0x40]
    vmovdqu32     zmm20, [r8+0x80]
    vmovdqu32     zmm21, [r8+0xc0]
    vpdpbusd      zmm18, zmm13, [r9+0x300]
    vpdpbusd      zmm19, zmm12, [r9+0x340]
    vpdpbusd      zmm20, zmm14, [r9+0x380]
    vpdpbusd      zmm21, zmm10, [r9+0x3c0]
    vmovdqu8      zmm10, [rdx+0x20]
    vmovdqu8      zmm12, [rdx+0xe0]
    vpunpcklbw    zmm13, zmm10, zmm12
    vpunpckhbw    zmm10, zmm10, zmm12
    vmovdqu8      zmm12, [rdx+0x1a0]
    vpxord        zmm14, zmm14, zmm14
    vpunpcklbw    zmm22, zmm12, zmm14
    vpunpckhbw    zmm12, zmm12, zmm14
    vpunpcklwd    zmm14, zmm13, zmm22
    vpunpckhwd    zmm13, zmm13, zmm22
    vpunpcklwd    zmm22, zmm10, zmm12
    vpunpckhwd    zmm10, zmm10, zmm12
    vpdpbusd      zmm11, zmm14, [r9+0x100]
    vpdpbusd      zmm15, zmm13, [r9+0x140]
    vpdpbusd      zmm16, zmm22, [r9+0x180]
    vpdpbusd      zmm17, zmm10, [r9+0x1c0]
    vpdpbusd      zmm18, zmm14, [r9+0x400]
    vpdpbusd      zmm19, zmm13, [r9+0x440]
    vpdpbusd      zmm20, zmm22, [r9+0x480]
    vpdpbusd      zmm21, zmm10, [r9+0x4c0]
    vmovdqu8      zmm10, [rdx+0x40]
    vmovdqu8      zmm12, [rdx+0x100]
    vpunpcklbw    zmm13, zmm10, zmm12
    vpunpckhbw    zmm10, zmm10, zmm12
    vmovdqu8      zmm12, [rdx+0x1c0]
    vpxord        zmm14, zmm14, zmm14
    vpunpcklbw    zmm22, zmm12, zmm14
    vpunpckhbw    zmm12, zmm12, zmm14
    vpunpcklwd    zmm14, zmm13, zmm22
    vpunpckhwd    zmm13, zmm13, zmm22
    vpunpcklwd    zmm22, zmm10, zmm12
    vpunpckhwd    zmm10, zmm10, zmm12
    vpdpbusd      zmm11, zmm14, [r9+0x200]
    vpdpbusd      zmm15, zmm13, [r9+0x240]
    vpdpbusd      zmm16, zmm22, [r9+0x280]
    vpdpbusd      zmm17, zmm10, [r9+0x2c0]
    vpdpbusd      zmm18, zmm14, [r9+0x500]
    vpdpbusd      zmm19, zmm13, [r9+0x540]
    vpdpbusd      zmm20, zmm22, [r9+0x580]
    vpdpbusd      zmm21, zmm10, [r9+0x5c0]
    vfmadd213ps   zmm11{rne-sae}, zmm2, zmm6
    vmaxps        zmm11, zmm11, zmm0
    vminps        zmm11, zmm11, zmm1
    vfmadd213ps   zmm18{rne-sae}, zmm2, zmm6
    vmaxps        zmm12, zmm18, zmm0
    vminps        zmm12, zmm12, zmm1
    vfmadd213ps   zmm15{rne-sae}, zmm3, zmm7
    vmaxps        zmm15, zmm15, zmm0
    vminps        zmm15, zmm15, zmm1
    vfmadd213ps   zmm19{rne-sae}, zmm3, zmm7
    vmaxps        zmm18, zmm19, zmm0
    vminps        zmm18, zmm18, zmm1
    vfmadd213ps   zmm16{rne-sae}, zmm4, zmm8
    vmaxps        zmm16, zmm16, zmm0
    vminps        zmm16, zmm16, zmm1
    vfmadd213ps   zmm20{rne-sae}, zmm4, zmm8
    vmaxps        zmm19, zmm20, zmm0
    vminps        zmm19, zmm19, zmm1
    vfmadd213ps   zmm17{rne-sae}, zmm5, zmm9
    vmaxps        zmm17, zmm17, zmm0
    vminps        zmm17, zmm17, zmm1
    vfmadd213ps   zmm21{rne-sae}, zmm5, zmm9
    vmaxps        zmm20, zmm21, zmm0
    vminps        zmm20, zmm20, zmm1
    vcvtps2dq     zmm11{rne-sae}, zmm11
    vcvtps2dq     zmm15{rne-sae}, zmm15
    vcvtps2dq     zmm16{rne-sae}, zmm16
    vcvtps2dq     zmm17{rne-sae}, zmm17
    vpackssdw     zmm11, zmm11, zmm15
    vpackssdw     zmm15, zmm16, zmm17
    vpackuswb     zmm11, zmm11, zmm15
    vmovdqu8      [r10], zmm11
    vcvtps2dq     zmm11{rne-sae}, zmm12
    vcvtps2dq     zmm12{rne-sae}, zmm18
    vcvtps2dq     zmm15{rne-sae}, zmm19
    vcvtps2dq     zmm16{rne-sae}, zmm20
    vpackssdw     zmm11, zmm11, zmm12
    vpackssdw     zmm12, zmm15, zmm16
    vpackuswb     zmm11, zmm11, zmm12
    vmovdqu8      [r10+0xc0], zmm11
    vmovdqu32     zmm11, [r8]
    vmovdqu32     zmm12, [r8+0x40]
    vmovdqu32     zmm15, [r8+0x80]
    vmovdqu32     zmm16, [r8+0xc0]
    vpdpbusd      zmm11, zmm14, [r9]
    vpdpbusd      zmm12, zmm13, [r9+0x40]
    vpdpbusd      zmm15, zmm22, [r9+0x80]
    vpdpbusd      zmm16, zmm10, [r9+0xc0]
    vmovdqu32     zmm17, [r8]
    vmovdqu32     zmm18, [r8+0x40]
    vmovdqu32     zmm19, [r8+0x80]
    vmovdqu32     zmm20, [r8+0xc0]
    vpdpbusd      zmm17, zmm14, [r9+0x300]
    vpdpbusd      zmm18, zmm13, [r9+0x340]
    vpdpbusd      zmm19, zmm22, [r9+0x380]
    vpdpbusd      zmm20, zmm10, [r9+0x3c0]
    vmovdqu8      zmm10, [rdx+0x60]
    vmovdqu8      zmm13, [rdx+0x120]
    vpunpcklbw    zmm14, zmm10, zmm13
    vpunpckhbw    zmm10, zmm10, zmm13
    vmovdqu8      zmm13, [rdx+0x1e0]
    vpxord        zmm21, zmm21, zmm21
    vpunpcklbw    zmm22, zmm13, zmm21
    vpunpckhbw    zmm13, zmm13, zmm21
    vpunpcklwd    zmm21, zmm14, zmm22
    vpunpckhwd    zmm14, zmm14, zmm22
    vpunpcklwd    zmm22, zmm10, zmm13
    vpunpckhwd    zmm10, zmm10, zmm13
    vpdpbusd      zmm11, zmm21, [r9+0x100]
    vpdpbusd      zmm12, zmm14, [r9+0x140]
    vpdpbusd      zmm15, zmm22, [r9+0x180]
    vpdpbusd      zmm16, zmm10, [r9+0x1c0]
    vpdpbusd      zmm17, zmm21, [r9+0x400]
    vpdpbusd      zmm18, zmm14, [r9+0x440]
    vpdpbusd      zmm19, zmm22, [r9+0x480]
    vpdpbusd      zmm20, zmm10, [r9+0x4c0]
    vmovdqu8      zmm10, [rdx+0x80]
    vmovdqu8      zmm13, [rdx+0x140]
    vpunpcklbw    zmm14, zmm10, zmm13
    vpunpckhbw    zmm10, zmm10, zmm13
    vmovdqu8      zmm13, [rdx+0x200]
    vpxord        zmm21, zmm21, zmm21
    vpunpcklbw    zmm22, zmm13, zmm21
    vpunpckhbw    zmm13, zmm13, zmm21
    vpunpcklwd    zmm21, zmm14, zmm22
    vpunpckhwd    zmm14, zmm14, zmm22
    vpunpcklwd    zmm22, zmm10, zmm13
    vpunpckhwd    zmm10, zmm10, zmm13
    vpdpbusd      zmm11, zmm21, [r9+0x200]
    vpdpbusd      zmm12, zmm14, [r9+0x240]
    vpdpbusd      zmm15, zmm22, [r9+0x280]
    vpdpbusd      zmm16, zmm10, [r9+0x2c0]
    vpdpbusd      zmm17, zmm21, [r9+0x500]
    vpdpbusd      zmm18, zmm14, [r9+0x540]
    vpdpbusd      zmm19, zmm22, [r9+0x580]
    vpdpbusd      zmm20, zmm10, [r9+0x5c0]
    vfmadd213ps   zmm11{rne-sae}, zmm2, zmm6
    vmaxps        zmm10, zmm11, zmm0
    vminps        zmm10, zmm10, zmm1
    vfmadd231ps   zmm6{rne-sae}, zmm17, zmm2
    vmaxps        zmm2, zmm6, zmm0
    vminps        zmm2, zmm2, zmm1
    vfmadd213ps   zmm12{rne-sae}, zmm3, zmm7
    vmaxps        zmm6, zmm12, zmm0
    vminps        zmm6, zmm6, zmm1
    vfmadd231ps   zmm7{rne-sae}, zmm18, zmm3
    vmaxps        zmm3, zmm7, zmm0
    vminps        zmm3, zmm3, zmm1
    vfmadd213ps   zmm15{rne-sae}, zmm4, zmm8
    vmaxps        zmm7, zmm15, zmm0
    vminps        zmm7, zmm7, zmm1
    vfmadd231ps   zmm8{rne-sae}, zmm19, zmm4
    vmaxps        zmm4, zmm8, zmm0
    vminps        zmm4, zmm4, zmm1
    vfmadd213ps   zmm16{rne-sae}, zmm5, zmm9
    vmaxps        zmm8, zmm16, zmm0
    vminps        zmm8, zmm8, zmm1
    vfmadd231ps   zmm9{rne-sae}, zmm20, zmm5
    vmaxps        zmm5, zmm9, zmm0
    vminps        zmm5, zmm5, zmm1
    vcvtps2dq     zmm9{rne-sae}, zmm10
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vcvtps2dq     zmm7{rne-sae}, zmm7
    vcvtps2dq     zmm8{rne-sae}, zmm8
    vpackssdw     zmm6, zmm9, zmm6
    vpackssdw     zmm7, zmm7, zmm8
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
code 1248 bytes, constants 36 bytes, 198 instructions, 32 vpdpbusd
23 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           eax, -1
    kmovq         k1, rax
    vpxord        zmm0, zmm0, zmm0
    vpbroadcastd  zmm1, [constant0]
    mov           rcx, [rdi+0x40]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x50]
    mov           r8, [rdi+0x60]
    mov           r9, [rdi+0x58]
    mov           r10, [rdi+0x68]
    vmovups       zmm2, [rcx]
    vmovups       zmm3, [rcx+0x40]
    vmovups       zmm4, [rcx+0x80]
    vmovups       zmm5, [rcx+0xc0]
    vmovups       zmm6, [rsi]
    vmovups       zmm7, [rsi+0x40]
    vmovups       zmm8, [rsi+0x80]
    vmovups       zmm9, [rsi+0xc0]
    vpxord        zmm10, zmm10, zmm10
    vmovdqu8      zmm11{k1}{z}, [rdx]
    vpunpcklbw    zmm12, zmm10, zmm11
    vpunpckhbw    zmm10, zmm10, zmm11
    vmovdqu8      zmm11{k1}{z}, [rdx+0xc0]
    vmovdqu8      zmm13{k1}{z}, [rdx+0x180]
    vpunpcklbw    zmm14, zmm11, zmm13
    vpunpckhbw    zmm11, zmm11, zmm13
    vpunpcklwd    zmm13, zmm12, zmm14
    vpunpckhwd    zmm12, zmm12, zmm14
    vpunpcklwd    zmm14, zmm10, zmm11
    vpunpckhwd    zmm10, zmm10, zmm11
    vmovdqu32     zmm11, [r8]
    vmovdqu32     zmm15, [r8+0x40]
    vmovdqu32     zmm16, [r8+0x80]
    vmovdqu32     zmm17, [r8+0xc0]
    vpdpbusd      zmm11, zmm13, [r9+0x100]
    vpdpbusd      zmm15, zmm12, [r9+0x140]
    vpdpbusd      zmm16, zmm14, [r9+0x180]
    vpdpbusd      zmm17, zmm10, [r9+0x1c0]
    vmovdqu32     zmm18, [r8]
    vmovdqu32     zmm19, [r8+0x40]
    vmovdqu32     zmm20, [r8+0x80]
    vmovdqu32     zmm21, [r8+0xc0]
    vpdpbusd      zmm18, zmm13, [r9+0x400]
    vpdpbusd      zmm19, zmm12, [r9+0x440]
    vpdpbusd      zmm20, zmm14, [r9+0x480]
    vpdpbusd      zmm21, zmm10, [r9+0x4c0]
    vpxord        zmm10, zmm10, zmm10
    vmovdqu8      zmm12{k1}{z}, [rdx+0x20]
    vpunpcklbw    zmm13, zmm10, zmm12
    vpunpckhbw    zmm10, zmm10, zmm12
    vmovdqu8      zmm12{k1}{z}, [rdx+0xe0]
    vmovdqu8      zmm14{k1}{z}, [rdx+0x1a0]
    vpunpcklbw    zmm22, zmm12, zmm14
    vpunpckhbw    zmm12, zmm12, zmm14
    vpunpcklwd    zmm14, zmm13, zmm22
    vpunpckhwd    zmm13, zmm13, zmm22
    vpunpcklwd    zmm22, zmm10, zmm12
    vpunpckhwd    zmm10, zmm10, zmm12
    vpdpbusd      zmm11, zmm14, [r9+0x200]
    vpdpbusd      zmm15, zmm13, [r9+0x240]
    vpdpbusd      zmm16, zmm22, [r9+0x280]
    vpdpbusd      zmm17, zmm10, [r9+0x2c0]
    vpdpbusd      zmm18, zmm14, [r9+0x500]
    vpdpbusd      zmm19, zmm13, [r9+0x540]
    vpdpbusd      zmm20, zmm22, [r9+0x580]
    vpdpbusd      zmm21, zmm10, [r9+0x5c0]
    vfmadd213ps   zmm11{rne-sae}, zmm2, zmm6
    vmaxps        zmm10, zmm11, zmm0
    vminps        zmm10, zmm10, zmm1
    vfmadd213ps   zmm18{rne-sae}, zmm2, zmm6
    vmaxps        zmm11, zmm18, zmm0
    vminps        zmm11, zmm11, zmm1
    vfmadd213ps   zmm15{rne-sae}, zmm3, zmm7
    vmaxps        zmm12, zmm15, zmm0
    vminps        zmm12, zmm12, zmm1
    vfmadd213ps   zmm19{rne-sae}, zmm3, zmm7
    vmaxps        zmm13, zmm19, zmm0
    vminps        zmm13, zmm13, zmm1
    vfmadd213ps   zmm16{rne-sae}, zmm4, zmm8
    vmaxps        zmm14, zmm16, zmm0
    vminps        zmm14, zmm14, zmm1
    vfmadd213ps   zmm20{rne-sae}, zmm4, zmm8
    vmaxps        zmm15, zmm20, zmm0
    vminps        zmm15, zmm15, zmm1
    vfmadd213ps   zmm17{rne-sae}, zmm5, zmm9
    vmaxps        zmm16, zmm17, zmm0
    vminps        zmm16, zmm16, zmm1
    vfmadd213ps   zmm21{rne-sae}, zmm5, zmm9
    vmaxps        zmm17, zmm21, zmm0
    vminps        zmm17, zmm17, zmm1
    vcvtps2dq     zmm10{rne-sae}, zmm10
    vcvtps2dq     zmm12{rne-sae}, zmm12
    vcvtps2dq     zmm14{rne-sae}, zmm14
    vcvtps2dq     zmm16{rne-sae}, zmm16
    vpackssdw     zmm10, zmm10, zmm12
    vpackssdw     zmm12, zmm14, zmm16
    vpackuswb     zmm10, zmm10, zmm12
    vmovdqu32     [r10], ymm10
    vcvtps2dq     zmm10{rne-sae}, zmm11
    vcvtps2dq     zmm11{rne-sae}, zmm13
    vcvtps2dq     zmm12{rne-sae}, zmm15
    vcvtps2dq     zmm13{rne-sae}, zmm17
    vpackssdw     zmm10, zmm10, zmm11
    vpackssdw     zmm11, zmm12, zmm13
    vpackuswb     zmm10, zmm10, zmm11
    vmovdqu32     [r10+0xc0], ymm10
    vpxord        zmm10, zmm10, zmm10
    vmovdqu8      zmm11{k1}{z}, [rdx+0x80]
    vpunpcklbw    zmm12, zmm10, zmm11
    vpunpckhbw    zmm10, zmm10, zmm11
    vmovdqu8      zmm11{k1}{z}, [rdx+0x140]
    vmovdqu8      zmm13{k1}{z}, [rdx+0x200]
    vpunpcklbw    zmm14, zmm11, zmm13
    vpunpckhbw    zmm11, zmm11, zmm13
    vpunpcklwd    zmm13, zmm12, zmm14
    vpunpckhwd    zmm12, zmm12, zmm14
    vpunpcklwd    zmm14, zmm10, zmm11
    vpunpckhwd    zmm10, zmm10, zmm11
    vmovdqu32     zmm11, [r8]
    vmovdqu32     zmm15, [r8+0x40]
    vmovdqu32     zmm16, [r8+0x80]
    vmovdqu32     zmm17, [r8+0xc0]
    vpdpbusd      zmm11, zmm13, [r9]
    vpdpbusd      zmm15, zmm12, [r9+0x40]
    vpdpbusd      zmm16, zmm14, [r9+0x80]
    vpdpbusd      zmm17, zmm10, [r9+0xc0]
    vmovdqu32     zmm18, [r8]
    vmovdqu32     zmm19, [r8+0x40]
    vmovdqu32     zmm20, [r8+0x80]
    vmovdqu32     zmm21, [r8+0xc0]
    vpdpbusd      zmm18, zmm13, [r9+0x300]
    vpdpbusd      zmm19, zmm12, [r9+0x340]
    vpdpbusd      zmm20, zmm14, [r9+0x380]
    vpdpbusd      zmm21, zmm10, [r9+0x3c0]
    vpxord        zmm10, zmm10, zmm10
    vmovdqu8      zmm12{k1}{z}, [rdx+0xa0]
    vpunpcklbw    zmm13, zmm10, zmm12
    vpunpckhbw    zmm10, zmm10, zmm12
    vmovdqu8      zmm12{k1}{z}, [rdx+0x160]
    vmovdqu8      zmm14{k1}{z}, [rdx+0x220]
    vpunpcklbw    zmm22, zmm12, zmm14
    vpunpckhbw    zmm12, zmm12, zmm14
    vpunpcklwd    zmm14, zmm13, zmm22
    vpunpckhwd    zmm13, zmm13, zmm22
    vpunpcklwd    zmm22, zmm10, zmm12
    vpunpckhwd    zmm10, zmm10, zmm12
    vpdpbusd      zmm11, zmm14, [r9+0x100]
    vpdpbusd      zmm15, zmm13, [r9+0x140]
    vpdpbusd      zmm16, zmm22, [r9+0x180]
    vpdpbusd      zmm17, zmm10, [r9+0x1c0]
    vpdpbusd      zmm18, zmm14, [r9+0x400]
    vpdpbusd      zmm19, zmm13, [r9+0x440]
    vpdpbusd      zmm20, zmm22, [r9+0x480]
    vpdpbusd      zmm21, zmm10, [r9+0x4c0]
    vfmadd213ps   zmm11{rne-sae}, zmm2, zmm6
    vmaxps        zmm10, zmm11, zmm0
    vminps        zmm10, zmm10, zmm1
    vfmadd231ps   zmm6{rne-sae}, zmm18, zmm2
    vmaxps        zmm2, zmm6, zmm0
    vminps        zmm2, zmm2, zmm1
    vfmadd213ps   zmm15{rne-sae}, zmm3, zmm7
    vmaxps        zmm6, zmm15, zmm0
    vminps        zmm6, zmm6, zmm1
    vfmadd231ps   zmm7{rne-sae}, zmm19, zmm3
    vmaxps        zmm3, zmm7, zmm0
    vminps        zmm3, zmm3, zmm1
    vfmadd213ps   zmm16{rne-sae}, zmm4, zmm8
    vmaxps        zmm7, zmm16, zmm0
    vminps        zmm7, zmm7, zmm1
    vfmadd231ps   zmm8{rne-sae}, zmm20, zmm4
    vmaxps        zmm4, zmm8, zmm0
    vminps        zmm4, zmm4, zmm1
    vfmadd213ps   zmm17{rne-sae}, zmm5, zmm9
    vmaxps        zmm8, zmm17, zmm0
    vminps        zmm8, zmm8, zmm1
    vfmadd231ps   zmm9{rne-sae}, zmm21, zmm5
    vmaxps        zmm5, zmm9, zmm0
    vminps        zmm5, zmm5, zmm1
    vcvtps2dq     zmm9{rne-sae}, zmm10
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vcvtps2dq     zmm7{rne-sae}, zmm7
    vcvtps2dq     zmm8{rne-sae}, zmm8
    vpackssdw     zmm6, zmm9, zmm6
    vpackssdw     zmm7, zmm7, zmm8
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
code 1258 bytes, constants 26 bytes, 198 instructions, 32 vpdpbusd
23 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           eax, -1
    kmovq         k1, rax
    vpxord        zmm0, zmm0, zmm0
    vpbroadcastd  zmm1, [constant0]
    mov           rcx, [rdi+0x40]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x50]
    mov           r8, [rdi+0x60]
    mov           r9, [rdi+0x58]
    mov           r10, [rdi+0x68]
    vmovups       zmm2, [rcx]
    vmovups       zmm3, [rcx+0x40]
    vmovups       zmm4, [rcx+0x80]
    vmovups       zmm5, [rcx+0xc0]
    vmovups       zmm6, [rsi]
    vmovups       zmm7, [rsi+0x40]
    vmovups       zmm8, [rsi+0x80]
    vmovups       zmm9, [rsi+0xc0]
    vmovdqu8      zmm10{k1}{z}, [rdx]
    vmovdqu8      zmm11{k1}{z}, [rdx+0xc0]
    vpunpcklbw    zmm12, zmm10, zmm11
    vpunpckhbw    zmm10, zmm10, zmm11
    vmovdqu8      zmm11{k1}{z}, [rdx+0x180]
    vmovdqu8      zmm13{k1}{z}, [rdx+0x240]
    vpunpcklbw    zmm14, zmm11, zmm13
    vpunpckhbw    zmm11, zmm11, zmm13
    vpunpcklwd    zmm13, zmm12, zmm14
    vpunpckhwd    zmm12, zmm12, zmm14
    vpunpcklwd    zmm14, zmm10, zmm11
    vpunpckhwd    zmm10, zmm10, zmm11
    vmovdqu32     zmm11, [r8]
    vmovdqu32     zmm15, [r8+0x40]
    vmovdqu32     zmm16, [r8+0x80]
    vmovdqu32     zmm17, [r8+0xc0]
    vpdpbusd      zmm11, zmm13, [r9+0x100]
    vpdpbusd      zmm15, zmm12, [r9+0x140]
    vpdpbusd      zmm16, zmm14, [r9+0x180]
    vpdpbusd      zmm17, zmm10, [r9+0x1c0]
    vmovdqu32     zmm18, [r8]
    vmovdqu32     zmm19, [r8+0x40]
    vmovdqu32     zmm20, [r8+0x80]
    vmovdqu32     zmm21, [r8+0xc0]
    vpdpbusd      zmm18, zmm13, [r9+0x400]
    vpdpbusd      zmm19, zmm12, [r9+0x440]
    vpdpbusd      zmm20, zmm14, [r9+0x480]
    vpdpbusd      zmm21, zmm10, [r9+0x4c0]
    vmovdqu8      zmm10{k1}{z}, [rdx+0x20]
    vmovdqu8      zmm12{k1}{z}, [rdx+0xe0]
    vpunpcklbw    zmm13, zmm10, zmm12
    vpunpckhbw    zmm10, zmm10, zmm12
    vmovdqu8      zmm12{k1}{z}, [rdx+0x1a0]
    vmovdqu8      zmm14{k1}{z}, [rdx+0x260]
    vpunpcklbw    zmm22, zmm12, zmm14
    vpunpckhbw    zmm12, zmm12, zmm14
    vpunpcklwd    zmm14, zmm13, zmm22
    vpunpckhwd    zmm13, zmm13, zmm22
    vpunpcklwd    zmm22, zmm10, zmm12
    vpunpckhwd    zmm10, zmm10, zmm12
    vpdpbusd      zmm11, zmm14, [r9+0x200]
    vpdpbusd      zmm15, zmm13, [r9+0x240]
    vpdpbusd      zmm16, zmm22, [r9+0x280]
    vpdpbusd      zmm17, zmm10, [r9+0x2c0]
    vpdpbusd      zmm18, zmm14, [r9+0x500]
    vpdpbusd      zmm19, zmm13, [r9+0x540]
    vpdpbusd      zmm20, zmm22, [r9+0x580]
    vpdpbusd      zmm21, zmm10, [r9+0x5c0]
    vfmadd213ps   zmm11{rne-sae}, zmm2, zmm6
    vmaxps        zmm10, zmm11, zmm0
    vminps        zmm10, zmm10, zmm1
    vfmadd213ps   zmm18{rne-sae}, zmm2, zmm6
    vmaxps        zmm11, zmm18, zmm0
    vminps        zmm11, zmm11, zmm1
    vfmadd213ps   zmm15{rne-sae}, zmm3, zmm7
    vmaxps        zmm12, zmm15, zmm0
    vminps        zmm12, zmm12, zmm1
    vfmadd213ps   zmm19{rne-sae}, zmm3, zmm7
    vmaxps        zmm13, zmm19, zmm0
    vminps        zmm13, zmm13, zmm1
    vfmadd213ps   zmm16{rne-sae}, zmm4, zmm8
    vmaxps        zmm14, zmm16, zmm0
    vminps        zmm14, zmm14, zmm1
    vfmadd213ps   zmm20{rne-sae}, zmm4, zmm8
    vmaxps        zmm15, zmm20, zmm0
    vminps        zmm15, zmm15, zmm1
    vfmadd213ps   zmm17{rne-sae}, zmm5, zmm9
    vmaxps        zmm16, zmm17, zmm0
    vminps        zmm16, zmm16, zmm1
    vfmadd213ps   zmm21{rne-sae}, zmm5, zmm9
    vmaxps        zmm17, zmm21, zmm0
    vminps        zmm17, zmm17, zmm1
    vcvtps2dq     zmm10{rne-sae}, zmm10
    vcvtps2dq     zmm12{rne-sae}, zmm12
    vcvtps2dq     zmm14{rne-sae}, zmm14
    vcvtps2dq     zmm16{rne-sae}, zmm16
    vpackssdw     zmm10, zmm10, zmm12
    vpackssdw     zmm12, zmm14, zmm16
    vpackuswb     zmm10, zmm10, zmm12
    vmovdqu32     [r10], ymm10
    vcvtps2dq     zmm10{rne-sae}, zmm11
    vcvtps2dq     zmm11{rne-sae}, zmm13
    vcvtps2dq     zmm12{rne-sae}, zmm15
    vcvtps2dq     zmm13{rne-sae}, zmm17
    vpackssdw     zmm10, zmm10, zmm11
    vpackssdw     zmm11, zmm12, zmm13
    vpackuswb     zmm10, zmm10, zmm11
    vmovdqu32     [r10+0xc0], ymm10
    vmovdqu8      zmm10{k1}{z}, [rdx+0x80]
    vmovdqu8      zmm11{k1}{z}, [rdx+0x140]
    vpunpcklbw    zmm12, zmm10, zmm11
    vpunpckhbw    zmm10, zmm10, zmm11
    vmovdqu8      zmm11{k1}{z}, [rdx+0x200]
    vmovdqu8      zmm13{k1}{z}, [rdx+0x2c0]
    vpunpcklbw    zmm14, zmm11, zmm13
    vpunpckhbw    zmm11, zmm11, zmm13
    vpunpcklwd    zmm13, zmm12, zmm14
    vpunpckhwd    zmm12, zmm12, zmm14
    vpunpcklwd    zmm14, zmm10, zmm11
    vpunpckhwd    zmm10, zmm10, zmm11
    vmovdqu32     zmm11, [r8]
    vmovdqu32     zmm15, [r8+0x40]
    vmovdqu32     zmm16, [r8+0x80]
    vmovdqu32     zmm17, [r8+0xc0]
    vpdpbusd      zmm11, zmm13, [r9]
    vpdpbusd      zmm15, zmm12, [r9+0x40]
    vpdpbusd      zmm16, zmm14, [r9+0x80]
    vpdpbusd      zmm17, zmm10, [r9+0xc0]
    vmovdqu32     zmm18, [r8]
    vmovdqu32     zmm19, [r8+0x40]
    vmovdqu32     zmm20, [r8+0x80]
    vmovdqu32     zmm21, [r8+0xc0]
    vpdpbusd      zmm18, zmm13, [r9+0x300]
    vpdpbusd      zmm19, zmm12, [r9+0x340]
    vpdpbusd      zmm20, zmm14, [r9+0x380]
    vpdpbusd      zmm21, zmm10, [r9+0x3c0]
    vmovdqu8      zmm10{k1}{z}, [rdx+0xa0]
    vmovdqu8      zmm12{k1}{z}, [rdx+0x160]
    vpunpcklbw    zmm13, zmm10, zmm12
    vpunpckhbw    zmm10, zmm10, zmm12
    vmovdqu8      zmm12{k1}{z}, [rdx+0x220]
    vmovdqu8      zmm14{k1}{z}, [rdx+0x2e0]
    vpunpcklbw    zmm22, zmm12, zmm14
    vpunpckhbw    zmm12, zmm12, zmm14
    vpunpcklwd    zmm14, zmm13, zmm22
    vpunpckhwd    zmm13, zmm13, zmm22
    vpunpcklwd    zmm22, zmm10, zmm12
    vpunpckhwd    zmm10, zmm10, zmm12
    vpdpbusd      zmm11, zmm14, [r9+0x100]
    vpdpbusd      zmm15, zmm13, [r9+0x140]
    vpdpbusd      zmm16, zmm22, [r9+0x180]
    vpdpbusd      zmm17, zmm10, [r9+0x1c0]
    vpdpbusd      zmm18, zmm14, [r9+0x400]
    vpdpbusd      zmm19, zmm13, [r9+0x440]
    vpdpbusd      zmm20, zmm22, [r9+0x480]
    vpdpbusd      zmm21, zmm10, [r9+0x4c0]
    vfmadd213ps   zmm11{rne-sae}, zmm2, zmm6
    vmaxps        zmm10, zmm11, zmm0
    vminps        zmm10, zmm10, zmm1
    vfmadd231ps   zmm6{rne-sae}, zmm18, zmm2
    vmaxps        zmm2, zmm6, zmm0
    vminps        zmm2, zmm2, zmm1
    vfmadd213ps   zmm15{rne-sae}, zmm3, zmm7
    vmaxps        zmm6, zmm15, zmm0
    vminps        zmm6, zmm6, zmm1
    vfmadd231ps   zmm7{rne-sae}, zmm19, zmm3
    vmaxps        zmm3, zmm7, zmm0
    vminps        zmm3, zmm3, zmm1
    vfmadd213ps   zmm16{rne-sae}, zmm4, zmm8
    vmaxps        zmm7, zmm16, zmm0
    vminps        zmm7, zmm7, zmm1
    vfmadd231ps   zmm8{rne-sae}, zmm20, zmm4
    vmaxps        zmm4, zmm8, zmm0
    vminps        zmm4, zmm4, zmm1
    vfmadd213ps   zmm17{rne-sae}, zmm5, zmm9
    vmaxps        zmm8, zmm17, zmm0
    vminps        zmm8, zmm8, zmm1
    vfmadd231ps   zmm9{rne-sae}, zmm21, zmm5
    vmaxps        zmm5, zmm9, zmm0
    vminps        zmm5, zmm5, zmm1
    vcvtps2dq     zmm9{rne-sae}, zmm10
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vcvtps2dq     zmm7{rne-sae}, zmm7
    vcvtps2dq     zmm8{rne-sae}, zmm8
    vpackssdw     zmm6, zmm9, zmm6
    vpackssdw     zmm7, zmm7, zmm8
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
code 1248 bytes, constants 36 bytes, 198 instructions, 32 vpdpbusd
23 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           eax, -1
    kmovq         k1, rax
    vpxord        zmm0, zmm0, zmm0
    vpbroadcastd  zmm1, [constant0]
    mov           rcx, [rdi+0x40]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x50]
    mov           r8, [rdi+0x60]
    mov           r9, [rdi+0x58]
    mov           r10, [rdi+0x68]
    vmovups       zmm2, [rcx]
    vmovups       zmm3, [rcx+0x40]
    vmovups       zmm4, [rcx+0x80]
    vmovups       zmm5, [rcx+0xc0]
    vmovups       zmm6, [rsi]
    vmovups       zmm7, [rsi+0x40]
    vmovups       zmm8, [rsi+0x80]
    vmovups       zmm9, [rsi+0xc0]
    vmovdqu8      zmm10{k1}{z}, [rdx]
    vmovdqu8      zmm11{k1}{z}, [rdx+0xc0]
    vpunpcklbw    zmm12, zmm10, zmm11
    vpunpckhbw    zmm10, zmm10, zmm11
    vmovdqu8      zmm11{k1}{z}, [rdx+0x180]
    vpxord        zmm13, zmm13, zmm13
    vpunpcklbw    zmm14, zmm11, zmm13
    vpunpckhbw    zmm11, zmm11, zmm13
    vpunpcklwd    zmm13, zmm12, zmm14
    vpunpckhwd    zmm12, zmm12, zmm14
    vpunpcklwd    zmm14, zmm10, zmm11
    vpunpckhwd    zmm10, zmm10, zmm11
    vmovdqu32     zmm11, [r8]
    vmovdqu32     zmm15, [r8+0x40]
    vmovdqu32     zmm16, [r8+0x80]
    vmovdqu32     zmm17, [r8+0xc0]
    vpdpbusd      zmm11, zmm13, [r9+0x100]
    vpdpbusd      zmm15, zmm12, [r9+0x140]
    vpdpbusd      zmm16, zmm14, [r9+0x180]
    vpdpbusd      zmm17, zmm10, [r9+0x1c0]
    vmovdqu32     zmm18, [r8]
    vmovdqu32     zmm19, [r8+0x40]
    vmovdqu32     zmm20, [r8+0x80]
    vmovdqu32     zmm21, [r8+0xc0]
    vpdpbusd      zmm18, zmm13, [r9+0x400]
    vpdpbusd      zmm19, zmm12, [r9+0x440]
    vpdpbusd      zmm20, zmm14, [r9+0x480]
    vpdpbusd      zmm21, zmm10, [r9+0x4c0]
    vmovdqu8      zmm10{k1}{z}, [rdx+0x20]
    vmovdqu8      zmm12{k1}{z}, [rdx+0xe0]
    vpunpcklbw    zmm13, zmm10, zmm12
    vpunpckhbw    zmm10, zmm10, zmm12
    vmovdqu8      zmm12{k1}{z}, [rdx+0x1a0]
    vpxord        zmm14, zmm14, zmm14
    vpunpcklbw    zmm22, zmm12, zmm14
    vpunpckhbw    zmm12, zmm12, zmm14
    vpunpcklwd    zmm14, zmm13, zmm22
    vpunpckhwd    zmm13, zmm13, zmm22
    vpunpcklwd    zmm22, zmm10, zmm12
    vpunpckhwd    zmm10, zmm10, zmm12
    vpdpbusd      zmm11, zmm14, [r9+0x200]
    vpdpbusd      zmm15, zmm13, [r9+0x240]
    vpdpbusd      zmm16, zmm22, [r9+0x280]
    vpdpbusd      zmm17, zmm10, [r9+0x2c0]
    vpdpbusd      zmm18, zmm14, [r9+0x500]
    vpdpbusd      zmm19, zmm13, [r9+0x540]
    vpdpbusd      zmm20, zmm22, [r9+0x580]
    vpdpbusd      zmm21, zmm10, [r9+0x5c0]
    vfmadd213ps   zmm11{rne-sae}, zmm2, zmm6
    vmaxps        zmm10, zmm11, zmm0
    vminps        zmm10, zmm10, zmm1
    vfmadd213ps   zmm18{rne-sae}, zmm2, zmm6
    vmaxps        zmm11, zmm18, zmm0
    vminps        zmm11, zmm11, zmm1
    vfmadd213ps   zmm15{rne-sae}, zmm3, zmm7
    vmaxps        zmm12, zmm15, zmm0
    vminps        zmm12, zmm12, zmm1
    vfmadd213ps   zmm19{rne-sae}, zmm3, zmm7
    vmaxps        zmm13, zmm19, zmm0
    vminps        zmm13, zmm13, zmm1
    vfmadd213ps   zmm16{rne-sae}, zmm4, zmm8
    vmaxps        zmm14, zmm16, zmm0
    vminps        zmm14, zmm14, zmm1
    vfmadd213ps   zmm20{rne-sae}, zmm4, zmm8
    vmaxps        zmm15, zmm20, zmm0
    vminps        zmm15, zmm15, zmm1
    vfmadd213ps   zmm17{rne-sae}, zmm5, zmm9
    vmaxps        zmm16, zmm17, zmm0
    vminps        zmm16, zmm16, zmm1
    vfmadd213ps   zmm21{rne-sae}, zmm5, zmm9
    vmaxps        zmm17, zmm21, zmm0
    vminps        zmm17, zmm17, zmm1
    vcvtps2dq     zmm10{rne-sae}, zmm10
    vcvtps2dq     zmm12{rne-sae}, zmm12
    vcvtps2dq     zmm14{rne-sae}, zmm14
    vcvtps2dq     zmm16{rne-sae}, zmm16
    vpackssdw     zmm10, zmm10, zmm12
    vpackssdw     zmm12, zmm14, zmm16
    vpackuswb     zmm10, zmm10, zmm12
    vmovdqu32     [r10], ymm10
    vcvtps2dq     zmm10{rne-sae}, zmm11
    vcvtps2dq     zmm11{rne-sae}, zmm13
    vcvtps2dq     zmm12{rne-sae}, zmm15
    vcvtps2dq     zmm13{rne-sae}, zmm17
    vpackssdw     zmm10, zmm10, zmm11
    vpackssdw     zmm11, zmm12, zmm13
    vpackuswb     zmm10, zmm10, zmm11
    vmovdqu32     [r10+0xc0], ymm10
    vmovdqu8      zmm10{k1}{z}, [rdx+0x80]
    vmovdqu8      zmm11{k1}{z}, [rdx+0x140]
    vpunpcklbw    zmm12, zmm10, zmm11
    vpunpckhbw    zmm10, zmm10, zmm11
    vmovdqu8      zmm11{k1}{z}, [rdx+0x200]
    vpxord        zmm13, zmm13, zmm13
    vpunpcklbw    zmm14, zmm11, zmm13
    vpunpckhbw    zmm11, zmm11, zmm13
    vpunpcklwd    zmm13, zmm12, zmm14
    vpunpckhwd    zmm12, zmm12, zmm14
    vpunpcklwd    zmm14, zmm10, zmm11
    vpunpckhwd    zmm10, zmm10, zmm11
    vmovdqu32     zmm11, [r8]
    vmovdqu32     zmm15, [r8+0x40]
    vmovdqu32     zmm16, [r8+0x80]
    vmovdqu32     zmm17, [r8+0xc0]
    vpdpbusd      zmm11, zmm13, [r9]
    vpdpbusd      zmm15, zmm12, [r9+0x40]
    vpdpbusd      zmm16, zmm14, [r9+0x80]
    vpdpbusd      zmm17, zmm10, [r9+0xc0]
    vmovdqu32     zmm18, [r8]
    vmovdqu32     zmm19, [r8+0x40]
    vmovdqu32     zmm20, [r8+0x80]
    vmovdqu32     zmm21, [r8+0xc0]
    vpdpbusd      zmm18, zmm13, [r9+0x300]
    vpdpbusd      zmm19, zmm12, [r9+0x340]
    vpdpbusd      zmm20, zmm14, [r9+0x380]
    vpdpbusd      zmm21, zmm10, [r9+0x3c0]
    vmovdqu8      zmm10{k1}{z}, [rdx+0xa0]
    vmovdqu8      zmm12{k1}{z}, [rdx+0x160]
    vpunpcklbw    zmm13, zmm10, zmm12
    vpunpckhbw    zmm10, zmm10, zmm12
    vmovdqu8      zmm12{k1}{z}, [rdx+0x220]
    vpxord        zmm14, zmm14, zmm14
    vpunpcklbw    zmm22, zmm12, zmm14
    vpunpckhbw    zmm12, zmm12, zmm14
    vpunpcklwd    zmm14, zmm13, zmm22
    vpunpckhwd    zmm13, zmm13, zmm22
    vpunpcklwd    zmm22, zmm10, zmm12
    vpunpckhwd    zmm10, zmm10, zmm12
    vpdpbusd      zmm11, zmm14, [r9+0x100]
    vpdpbusd      zmm15, zmm13, [r9+0x140]
    vpdpbusd      zmm16, zmm22, [r9+0x180]
    vpdpbusd      zmm17, zmm10, [r9+0x1c0]
    vpdpbusd      zmm18, zmm14, [r9+0x400]
    vpdpbusd      zmm19, zmm13, [r9+0x440]
    vpdpbusd      zmm20, zmm22, [r9+0x480]
    vpdpbusd      zmm21, zmm10, [r9+0x4c0]
    vfmadd213ps   zmm11{rne-sae}, zmm2, zmm6
    vmaxps        zmm10, zmm11, zmm0
    vminps        zmm10, zmm10, zmm1
    vfmadd231ps   zmm6{rne-sae}, zmm18, zmm2
    vmaxps        zmm2, zmm6, zmm0
    vminps        zmm2, zmm2, zmm1
    vfmadd213ps   zmm15{rne-sae}, zmm3, zmm7
    vmaxps        zmm6, zmm15, zmm0
    vminps        zmm6, zmm6, zmm1
    vfmadd231ps   zmm7{rne-sae}, zmm19, zmm3
    vmaxps        zmm3, zmm7, zmm0
    vminps        zmm3, zmm3, zmm1
    vfmadd213ps   zmm16{rne-sae}, zmm4, zmm8
    vmaxps        zmm7, zmm16, zmm0
    vminps        zmm7, zmm7, zmm1
    vfmadd231ps   zmm8{rne-sae}, zmm20, zmm4
    vmaxps        zmm4, zmm8, zmm0
    vminps        zmm4, zmm4, zmm1
    vfmadd213ps   zmm17{rne-sae}, zmm5, zmm9
    vmaxps        zmm8, zmm17, zmm0
    vminps        zmm8, zmm8, zmm1
    vfmadd231ps   zmm9{rne-sae}, zmm21, zmm5
    vmaxps        zmm5, zmm9, zmm0
    vminps        zmm5, zmm5, zmm1
    vcvtps2dq     zmm9{rne-sae}, zmm10
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vcvtps2dq     zmm7{rne-sae}, zmm7
    vcvtps2dq     zmm8{rne-sae}, zmm8
    vpackssdw     zmm6, zmm9, zmm6
    vpackssdw     zmm7, zmm7, zmm8
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
