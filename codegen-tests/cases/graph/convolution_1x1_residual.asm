interleave f32 to u8 mul channels 4x16 pixels 16x1
code 314 bytes, constants 78 bytes, 51 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 246 bytes, 38 instructions, 0 vpdpbusd, 9 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    vpbroadcastd  zmm0, [constant1]
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x100
    add           rcx, rax
    mov           r8, [rdi+0x48]
    lea           r8, [r8+rsi*4]
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax+rax]
loop0:
    vmovups       zmm1, [rcx]
    vmulps        zmm1{rne-sae}, zmm1, zmm0
    vpxord        zmm2, zmm2, zmm2
    vmaxps        zmm1, zmm1, zmm2
    vminps        zmm1, zmm1, [constant2]{1to16}
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vmovups       zmm2, [rcx+0x40]
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vpxord        zmm3, zmm3, zmm3
    vmaxps        zmm2, zmm2, zmm3
    vminps        zmm2, zmm2, [constant2]{1to16}
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vmovups       zmm3, [rcx+0x80]
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm3, zmm3, zmm4
    vminps        zmm3, zmm3, [constant2]{1to16}
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vmovups       zmm4, [rcx+0xc0]
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
    add           rcx, 0x100
    add           r8, 4
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x40, 0x80, 0xc0, 0x100, 0x140, 0x180, 0x1c0, 0x200, 0x240, 0x280, 0x2c0, 0x300, 0x340, 0x380, 0x3c0
constant1:
    dd 0x42480000
constant2:
    dd 0x437f0000

conv taps 1x1 channels 64 tile 1x4x64 on 1x16
code 1762 bytes, constants 98 bytes, 288 instructions, 64 vpdpbusd
23 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 625 bytes, 100 instructions, 64 vpdpbusd, 32 loads, 0 stores

    cmp           rsi, rdx
    jae           exit
    mov           [rdi], rbx
    mov           [rdi+8], rbp
    mov           rcx, [rdi+0x50]
    mov           r8, [rdi+0x48]
    mov           r9, [rdi+0x40]
    imul          rax, rsi, 0x100
    add           r9, rax
    mov           r10, [rdi+0x58]
    mov           r11, [rdi+0x60]
    imul          rax, rsi, 0x100
    add           r11, rax
    mov           rbx, [rdi+0x68]
    imul          rax, rsi, 0x100
    add           rbx, rax
loop0:
    vmovdqu32     zmm0, [rcx]
    vmovdqu32     zmm1, [rcx+0x40]
    vmovdqu32     zmm2, [rcx+0x80]
    vmovdqu32     zmm3, [rcx+0xc0]
    vmovdqa32     zmm4, zmm0
    vmovdqa32     zmm5, zmm1
    vmovdqa32     zmm6, zmm2
    vmovdqa32     zmm7, zmm3
    vmovdqa32     zmm8, zmm0
    vmovdqa32     zmm9, zmm1
    vmovdqa32     zmm10, zmm2
    vmovdqa32     zmm11, zmm3
    vmovdqa32     zmm12, zmm0
    vmovdqa32     zmm13, zmm1
    vmovdqa32     zmm14, zmm2
    vmovdqa32     zmm15, zmm3
    mov           ebp, 4
    nop           [rax+rax]
    nop           [rax+rax]
loop1:
    vmovdqu8      zmm16, [r8]
    vmovdqu8      zmm17, [r8+0x40]
    vmovdqu8      zmm18, [r8+0x80]
    vmovdqu8      zmm19, [r8+0xc0]
    vpbroadcastd  zmm20, [r9]
    vpdpbusd      zmm0, zmm20, zmm16
    vpdpbusd      zmm1, zmm20, zmm17
    vpdpbusd      zmm2, zmm20, zmm18
    vpdpbusd      zmm3, zmm20, zmm19
    vpbroadcastd  zmm20, [r9+0x40]
    vpdpbusd      zmm4, zmm20, zmm16
    vpdpbusd      zmm5, zmm20, zmm17
    vpdpbusd      zmm6, zmm20, zmm18
    vpdpbusd      zmm7, zmm20, zmm19
    vpbroadcastd  zmm20, [r9+0x80]
    vpdpbusd      zmm8, zmm20, zmm16
    vpdpbusd      zmm9, zmm20, zmm17
    vpdpbusd      zmm10, zmm20, zmm18
    vpdpbusd      zmm11, zmm20, zmm19
    vpbroadcastd  zmm20, [r9+0xc0]
    vpdpbusd      zmm12, zmm20, zmm16
    vpdpbusd      zmm13, zmm20, zmm17
    vpdpbusd      zmm14, zmm20, zmm18
    vpdpbusd      zmm15, zmm20, zmm19
    vmovdqu8      zmm16, [r8+0x100]
    vmovdqu8      zmm17, [r8+0x140]
    vmovdqu8      zmm18, [r8+0x180]
    vmovdqu8      zmm19, [r8+0x1c0]
    vpbroadcastd  zmm20, [r9+4]
    vpdpbusd      zmm0, zmm20, zmm16
    vpdpbusd      zmm1, zmm20, zmm17
    vpdpbusd      zmm2, zmm20, zmm18
    vpdpbusd      zmm3, zmm20, zmm19
    vpbroadcastd  zmm20, [r9+0x44]
    vpdpbusd      zmm4, zmm20, zmm16
    vpdpbusd      zmm5, zmm20, zmm17
    vpdpbusd      zmm6, zmm20, zmm18
    vpdpbusd      zmm7, zmm20, zmm19
    vpbroadcastd  zmm20, [r9+0x84]
    vpdpbusd      zmm8, zmm20, zmm16
    vpdpbusd      zmm9, zmm20, zmm17
    vpdpbusd      zmm10, zmm20, zmm18
    vpdpbusd      zmm11, zmm20, zmm19
    vpbroadcastd  zmm20, [r9+0xc4]
    vpdpbusd      zmm12, zmm20, zmm16
    vpdpbusd      zmm13, zmm20, zmm17
    vpdpbusd      zmm14, zmm20, zmm18
    vpdpbusd      zmm15, zmm20, zmm19
    vmovdqu8      zmm16, [r8+0x200]
    vmovdqu8      zmm17, [r8+0x240]
    vmovdqu8      zmm18, [r8+0x280]
    vmovdqu8      zmm19, [r8+0x2c0]
    vpbroadcastd  zmm20, [r9+8]
    vpdpbusd      zmm0, zmm20, zmm16
    vpdpbusd      zmm1, zmm20, zmm17
    vpdpbusd      zmm2, zmm20, zmm18
    vpdpbusd      zmm3, zmm20, zmm19
    vpbroadcastd  zmm20, [r9+0x48]
    vpdpbusd      zmm4, zmm20, zmm16
    vpdpbusd      zmm5, zmm20, zmm17
    vpdpbusd      zmm6, zmm20, zmm18
    vpdpbusd      zmm7, zmm20, zmm19
    vpbroadcastd  zmm20, [r9+0x88]
    vpdpbusd      zmm8, zmm20, zmm16
    vpdpbusd      zmm9, zmm20, zmm17
    vpdpbusd      zmm10, zmm20, zmm18
    vpdpbusd      zmm11, zmm20, zmm19
    vpbroadcastd  zmm20, [r9+0xc8]
    vpdpbusd      zmm12, zmm20, zmm16
    vpdpbusd      zmm13, zmm20, zmm17
    vpdpbusd      zmm14, zmm20, zmm18
    vpdpbusd      zmm15, zmm20, zmm19
    vmovdqu8      zmm16, [r8+0x300]
    vmovdqu8      zmm17, [r8+0x340]
    vmovdqu8      zmm18, [r8+0x380]
    vmovdqu8      zmm19, [r8+0x3c0]
    vpbroadcastd  zmm20, [r9+0xc]
    vpdpbusd      zmm0, zmm20, zmm16
    vpdpbusd      zmm1, zmm20, zmm17
    vpdpbusd      zmm2, zmm20, zmm18
    vpdpbusd      zmm3, zmm20, zmm19
    vpbroadcastd  zmm20, [r9+0x4c]
    vpdpbusd      zmm4, zmm20, zmm16
    vpdpbusd      zmm5, zmm20, zmm17
    vpdpbusd      zmm6, zmm20, zmm18
    vpdpbusd      zmm7, zmm20, zmm19
    vpbroadcastd  zmm20, [r9+0x8c]
    vpdpbusd      zmm8, zmm20, zmm16
    vpdpbusd      zmm9, zmm20, zmm17
    vpdpbusd      zmm10, zmm20, zmm18
    vpdpbusd      zmm11, zmm20, zmm19
    vpbroadcastd  zmm20, [r9+0xcc]
    vpdpbusd      zmm12, zmm20, zmm16
    vpdpbusd      zmm13, zmm20, zmm17
    vpdpbusd      zmm14, zmm20, zmm18
    vpdpbusd      zmm15, zmm20, zmm19
    add           r8, 0x400
    add           r9, 0x10
    dec           ebp
    jne           loop1
    vmovups       zmm16, [r10]
    vmovups       zmm17, [r10+0x40]
    vmovups       zmm18, [r10+0x80]
    vmovups       zmm19, [r10+0xc0]
    vpbroadcastd  zmm20, [constant1]
    vpxord        zmm21, zmm21, zmm21
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm16
    vpmovzxbd     zmm22, [r11]
    vcvtdq2ps     zmm22{rne-sae}, zmm22
    vfmadd231ps   zmm0{rne-sae}, zmm22, zmm20
    vmaxps        zmm0, zmm0, zmm21
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm17
    vpmovzxbd     zmm22, [r11+0x10]
    vcvtdq2ps     zmm22{rne-sae}, zmm22
    vfmadd231ps   zmm1{rne-sae}, zmm22, zmm20
    vmaxps        zmm1, zmm1, zmm21
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmulps        zmm2{rne-sae}, zmm2, zmm18
    vpmovzxbd     zmm22, [r11+0x20]
    vcvtdq2ps     zmm22{rne-sae}, zmm22
    vfmadd231ps   zmm2{rne-sae}, zmm22, zmm20
    vmaxps        zmm2, zmm2, zmm21
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmulps        zmm3{rne-sae}, zmm3, zmm19
    vpmovzxbd     zmm22, [r11+0x30]
    vcvtdq2ps     zmm22{rne-sae}, zmm22
    vfmadd231ps   zmm3{rne-sae}, zmm22, zmm20
    vmaxps        zmm3, zmm3, zmm21
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [rbx], zmm1
    vcvtdq2ps     zmm0{rne-sae}, zmm4
    vmulps        zmm0{rne-sae}, zmm0, zmm16
    vpmovzxbd     zmm1, [r11+0x40]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vfmadd231ps   zmm0{rne-sae}, zmm1, zmm20
    vmaxps        zmm0, zmm0, zmm21
    vcvtdq2ps     zmm1{rne-sae}, zmm5
    vmulps        zmm1{rne-sae}, zmm1, zmm17
    vpmovzxbd     zmm2, [r11+0x50]
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vfmadd231ps   zmm1{rne-sae}, zmm2, zmm20
    vmaxps        zmm1, zmm1, zmm21
    vcvtdq2ps     zmm2{rne-sae}, zmm6
    vmulps        zmm2{rne-sae}, zmm2, zmm18
    vpmovzxbd     zmm3, [r11+0x60]
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vfmadd231ps   zmm2{rne-sae}, zmm3, zmm20
    vmaxps        zmm2, zmm2, zmm21
    vcvtdq2ps     zmm3{rne-sae}, zmm7
    vmulps        zmm3{rne-sae}, zmm3, zmm19
    vpmovzxbd     zmm4, [r11+0x70]
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vfmadd231ps   zmm3{rne-sae}, zmm4, zmm20
    vmaxps        zmm3, zmm3, zmm21
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [rbx+0x40], zmm1
    vcvtdq2ps     zmm0{rne-sae}, zmm8
    vmulps        zmm0{rne-sae}, zmm0, zmm16
    vpmovzxbd     zmm1, [r11+0x80]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vfmadd231ps   zmm0{rne-sae}, zmm1, zmm20
    vmaxps        zmm0, zmm0, zmm21
    vcvtdq2ps     zmm1{rne-sae}, zmm9
    vmulps        zmm1{rne-sae}, zmm1, zmm17
    vpmovzxbd     zmm2, [r11+0x90]
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vfmadd231ps   zmm1{rne-sae}, zmm2, zmm20
    vmaxps        zmm1, zmm1, zmm21
    vcvtdq2ps     zmm2{rne-sae}, zmm10
    vmulps        zmm2{rne-sae}, zmm2, zmm18
    vpmovzxbd     zmm3, [r11+0xa0]
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vfmadd231ps   zmm2{rne-sae}, zmm3, zmm20
    vmaxps        zmm2, zmm2, zmm21
    vcvtdq2ps     zmm3{rne-sae}, zmm11
    vmulps        zmm3{rne-sae}, zmm3, zmm19
    vpmovzxbd     zmm4, [r11+0xb0]
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vfmadd231ps   zmm3{rne-sae}, zmm4, zmm20
    vmaxps        zmm3, zmm3, zmm21
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [rbx+0x80], zmm1
    vcvtdq2ps     zmm0{rne-sae}, zmm12
    vmulps        zmm0{rne-sae}, zmm0, zmm16
    vpmovzxbd     zmm1, [r11+0xc0]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vfmadd231ps   zmm0{rne-sae}, zmm1, zmm20
    vmaxps        zmm0, zmm0, zmm21
    vcvtdq2ps     zmm1{rne-sae}, zmm13
    vmulps        zmm1{rne-sae}, zmm1, zmm17
    vpmovzxbd     zmm2, [r11+0xd0]
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vfmadd231ps   zmm1{rne-sae}, zmm2, zmm20
    vmaxps        zmm1, zmm1, zmm21
    vcvtdq2ps     zmm2{rne-sae}, zmm14
    vmulps        zmm2{rne-sae}, zmm2, zmm18
    vpmovzxbd     zmm3, [r11+0xe0]
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vfmadd231ps   zmm2{rne-sae}, zmm3, zmm20
    vmaxps        zmm2, zmm2, zmm21
    vcvtdq2ps     zmm3{rne-sae}, zmm15
    vmulps        zmm3{rne-sae}, zmm3, zmm19
    vpmovzxbd     zmm4, [r11+0xf0]
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vfmadd231ps   zmm3{rne-sae}, zmm4, zmm20
    vmaxps        zmm3, zmm3, zmm21
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [rbx+0xc0], zmm1
    add           r8, -0x1000
    add           r9, 0xc0
    add           r11, 0x100
    add           rbx, 0x100
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
    mov           rbx, [rdi]
    mov           rbp, [rdi+8]
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x4, 0x8, 0xc, 0x1, 0x5, 0x9, 0xd, 0x2, 0x6, 0xa, 0xe, 0x3, 0x7, 0xb, 0xf
constant1:
    dd 0x3e4ccccd

deinterleave u8 to f32 cvt+mul channels 4x16 pixels 16x1
code 325 bytes, constants 131 bytes, 52 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 257 bytes, 39 instructions, 0 vpdpbusd, 11 loads, 4 stores

    cmp           rsi, rdx
    jae           exit
    vpbroadcastd  zmm0, [constant1]
    mov           rcx, [rdi+0x40]
    lea           rcx, [rcx+rsi*4]
    mov           r8, [rdi+0x48]
    imul          rax, rsi, 0x100
    add           r8, rax
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax+rax]
loop0:
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
    vmovups       [r8+0x40], zmm2
    vmovups       [r8+0x80], zmm3
    vmovups       [r8+0xc0], zmm4
    add           rcx, 4
    add           r8, 0x100
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x40, 0x80, 0xc0, 0x100, 0x140, 0x180, 0x1c0, 0x200, 0x240, 0x280, 0x2c0, 0x300, 0x340, 0x380, 0x3c0
constant1:
    dd 0x3dcccccd
constant2:
    dd 0xff
