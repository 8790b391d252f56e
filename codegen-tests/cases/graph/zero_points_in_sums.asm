interleave f32 to u8 mul channels 4x4 pixels 16x2
code 378 bytes, constants 86 bytes, 55 instructions, 0 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 284 bytes, 37 instructions, 0 vpdpbusd, 17 loads, 1 stores

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
    vmaxps        zmm1, zmm1, [constant2]{1to16}
    vminps        zmm1, zmm1, [constant3]{1to16}
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpaddd        zmm1, zmm1, [constant4]{1to16}
    vmovups       zmm2, [rcx+0x90]
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vmaxps        zmm2, zmm2, [constant2]{1to16}
    vminps        zmm2, zmm2, [constant3]{1to16}
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vpaddd        zmm2, zmm2, [constant4]{1to16}
    vmovups       zmm3, [rcx+0x120]
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vmaxps        zmm3, zmm3, [constant2]{1to16}
    vminps        zmm3, zmm3, [constant3]{1to16}
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpaddd        zmm3, zmm3, [constant4]{1to16}
    vmovups       zmm4, [rcx+0x1b0]
    vmulps        zmm4{rne-sae}, zmm4, zmm0
    vmaxps        zmm4, zmm4, [constant2]{1to16}
    vminps        zmm4, zmm4, [constant3]{1to16}
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vpaddd        zmm4, zmm4, [constant4]{1to16}
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
    add           r8, 0x100
    dec           r9d
    jne           loop1
    add           rcx, 0x1c0
    add           r8, -0x1fc
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0x80, 0x90, 0xa0, 0xb0, 0xc0, 0xd0, 0xe0, 0xf0
constant1:
    dd 0x42480000
constant2:
    dd 0xc2f20000
constant3:
    dd 0x43060000
constant4:
    dd 0x79

interleave f32 to u8 mul channels 4x4 pixels 4x1
code 355 bytes, constants 109 bytes, 52 instructions, 0 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 287 bytes, 38 instructions, 0 vpdpbusd, 17 loads, 1 stores

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
    vmaxps        zmm1, zmm1, [constant2]{1to16}
    vminps        zmm1, zmm1, [constant3]{1to16}
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpaddd        zmm1, zmm1, [constant4]{1to16}
    vmovups       zmm2{k1}{z}, [rcx+0x90]
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vmaxps        zmm2, zmm2, [constant2]{1to16}
    vminps        zmm2, zmm2, [constant3]{1to16}
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vpaddd        zmm2, zmm2, [constant4]{1to16}
    vmovups       zmm3{k1}{z}, [rcx+0x120]
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vmaxps        zmm3, zmm3, [constant2]{1to16}
    vminps        zmm3, zmm3, [constant3]{1to16}
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpaddd        zmm3, zmm3, [constant4]{1to16}
    vmovups       zmm4{k1}{z}, [rcx+0x1b0]
    vmulps        zmm4{rne-sae}, zmm4, zmm0
    vmaxps        zmm4, zmm4, [constant2]{1to16}
    vminps        zmm4, zmm4, [constant3]{1to16}
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vpaddd        zmm4, zmm4, [constant4]{1to16}
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
    dd 0x0, 0x10, 0x20, 0x30, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0
constant1:
    dd 0x42480000
constant2:
    dd 0xc2f20000
constant3:
    dd 0x43060000
constant4:
    dd 0x79

conv taps 1x1 channels 16 tile 1x18x16 on 1x36
code 4686 bytes, constants 102 bytes, 700 instructions, 72 vpdpbusd
27 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 4618 bytes, 684 instructions, 72 vpdpbusd, 211 loads, 18 stores

    cmp           rsi, rdx
    jae           exit
    mov           rcx, [rdi+0x50]
    mov           r8, [rdi+0x48]
    mov           r9, [rdi+0x40]
    imul          rax, rsi, 0x120
    add           r9, rax
    mov           r10, [rdi+0x58]
    imul          rax, rsi, 0x120
    add           r10, rax
    mov           r11, [rdi+0x60]
    imul          rax, rsi, 0x120
    add           r11, rax
    nop           [rax+rax]
loop0:
    vmovdqu32     zmm0, [rcx]
    vmovdqa32     zmm1, zmm0
    vmovdqa32     zmm2, zmm0
    vmovdqa32     zmm3, zmm0
    vmovdqa32     zmm4, zmm0
    vmovdqa32     zmm5, zmm0
    vmovdqa32     zmm6, zmm0
    vmovdqa32     zmm7, zmm0
    vmovdqa32     zmm8, zmm0
    vmovdqa32     zmm9, zmm0
    vmovdqa32     zmm10, zmm0
    vmovdqa32     zmm11, zmm0
    vmovdqa32     zmm12, zmm0
    vmovdqa32     zmm13, zmm0
    vmovdqa32     zmm14, zmm0
    vmovdqa32     zmm15, zmm0
    vmovdqa32     zmm16, zmm0
    vmovdqa32     zmm17, zmm0
    vmovdqu8      zmm18, [r8]
    vpbroadcastd  zmm19, [r9]
    vpdpbusd      zmm0, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x10]
    vpdpbusd      zmm1, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x20]
    vpdpbusd      zmm2, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x30]
    vpdpbusd      zmm3, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x40]
    vpdpbusd      zmm4, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x50]
    vpdpbusd      zmm5, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x60]
    vpdpbusd      zmm6, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x70]
    vpdpbusd      zmm7, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x80]
    vpdpbusd      zmm8, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x90]
    vpdpbusd      zmm9, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0xa0]
    vpdpbusd      zmm10, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0xb0]
    vpdpbusd      zmm11, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0xc0]
    vpdpbusd      zmm12, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0xd0]
    vpdpbusd      zmm13, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0xe0]
    vpdpbusd      zmm14, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0xf0]
    vpdpbusd      zmm15, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x100]
    vpdpbusd      zmm16, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x110]
    vpdpbusd      zmm17, zmm19, zmm18
    vmovdqu8      zmm18, [r8+0x40]
    vpbroadcastd  zmm19, [r9+4]
    vpdpbusd      zmm0, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x14]
    vpdpbusd      zmm1, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x24]
    vpdpbusd      zmm2, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x34]
    vpdpbusd      zmm3, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x44]
    vpdpbusd      zmm4, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x54]
    vpdpbusd      zmm5, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x64]
    vpdpbusd      zmm6, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x74]
    vpdpbusd      zmm7, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x84]
    vpdpbusd      zmm8, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x94]
    vpdpbusd      zmm9, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0xa4]
    vpdpbusd      zmm10, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0xb4]
    vpdpbusd      zmm11, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0xc4]
    vpdpbusd      zmm12, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0xd4]
    vpdpbusd      zmm13, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0xe4]
    vpdpbusd      zmm14, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0xf4]
    vpdpbusd      zmm15, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x104]
    vpdpbusd      zmm16, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x114]
    vpdpbusd      zmm17, zmm19, zmm18
    vmovdqu8      zmm18, [r8+0x80]
    vpbroadcastd  zmm19, [r9+8]
    vpdpbusd      zmm0, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x18]
    vpdpbusd      zmm1, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x28]
    vpdpbusd      zmm2, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x38]
    vpdpbusd      zmm3, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x48]
    vpdpbusd      zmm4, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x58]
    vpdpbusd      zmm5, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x68]
    vpdpbusd      zmm6, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x78]
    vpdpbusd      zmm7, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x88]
    vpdpbusd      zmm8, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x98]
    vpdpbusd      zmm9, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0xa8]
    vpdpbusd      zmm10, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0xb8]
    vpdpbusd      zmm11, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0xc8]
    vpdpbusd      zmm12, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0xd8]
    vpdpbusd      zmm13, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0xe8]
    vpdpbusd      zmm14, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0xf8]
    vpdpbusd      zmm15, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x108]
    vpdpbusd      zmm16, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x118]
    vpdpbusd      zmm17, zmm19, zmm18
    vmovdqu8      zmm18, [r8+0xc0]
    vpbroadcastd  zmm19, [r9+0xc]
    vpdpbusd      zmm0, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x1c]
    vpdpbusd      zmm1, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x2c]
    vpdpbusd      zmm2, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x3c]
    vpdpbusd      zmm3, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x4c]
    vpdpbusd      zmm4, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x5c]
    vpdpbusd      zmm5, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x6c]
    vpdpbusd      zmm6, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x7c]
    vpdpbusd      zmm7, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x8c]
    vpdpbusd      zmm8, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x9c]
    vpdpbusd      zmm9, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0xac]
    vpdpbusd      zmm10, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0xbc]
    vpdpbusd      zmm11, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0xcc]
    vpdpbusd      zmm12, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0xdc]
    vpdpbusd      zmm13, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0xec]
    vpdpbusd      zmm14, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0xfc]
    vpdpbusd      zmm15, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x10c]
    vpdpbusd      zmm16, zmm19, zmm18
    vpbroadcastd  zmm19, [r9+0x11c]
    vpdpbusd      zmm17, zmm19, zmm18
    vpbroadcastd  zmm18, [constant0]
    vpbroadcastd  zmm19, [constant1]
    vpbroadcastd  zmm20, [constant2]
    vpbroadcastd  zmm21, [constant3]
    vpbroadcastd  zmm22, [constant4]
    vpbroadcastd  zmm23, [constant5]
    vpbroadcastd  zmm24, [constant6]
    vpbroadcastd  zmm25, [constant7]
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm18
    vmaxps        zmm0, zmm0, [constant8]{1to16}
    vminps        zmm0, zmm0, [constant9]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm19
    vpmovzxbd     zmm26, [r10]
    vcvtdq2ps     zmm26{rne-sae}, zmm26
    vfmadd213ps   zmm26{rne-sae}, zmm21, zmm22
    vfmadd231ps   zmm26{rne-sae}, zmm0, zmm20
    vpxord        zmm0, zmm0, zmm0
    vmaxps        zmm0, zmm26, zmm0
    vminps        zmm0, zmm0, [constant10]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm23
    vpmovzxbd     zmm26, [r10]
    vpsubd        zmm26, zmm26, [constant11]{1to16}
    vcvtdq2ps     zmm26{rne-sae}, zmm26
    vmulps        zmm0{rne-sae}, zmm0, zmm26
    vmulps        zmm0{rne-sae}, zmm0, zmm24
    vaddps        zmm0{rne-sae}, zmm0, zmm25
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm26, zmm26, zmm26
    vpmaxsd       zmm0, zmm0, zmm26
    vpminsd       zmm0, zmm0, [constant12]{1to16}
    vpmovdb       [r11], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm18
    vmaxps        zmm0, zmm0, [constant8]{1to16}
    vminps        zmm0, zmm0, [constant9]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm19
    vpmovzxbd     zmm1, [r10+0x10]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vfmadd213ps   zmm1{rne-sae}, zmm21, zmm22
    vfmadd231ps   zmm1{rne-sae}, zmm0, zmm20
    vpxord        zmm0, zmm0, zmm0
    vmaxps        zmm0, zmm1, zmm0
    vminps        zmm0, zmm0, [constant10]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm23
    vpmovzxbd     zmm1, [r10+0x10]
    vpsubd        zmm1, zmm1, [constant11]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm24
    vaddps        zmm0{rne-sae}, zmm0, zmm25
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant12]{1to16}
    vpmovdb       [r11+0x10], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm2
    vmulps        zmm0{rne-sae}, zmm0, zmm18
    vmaxps        zmm0, zmm0, [constant8]{1to16}
    vminps        zmm0, zmm0, [constant9]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm19
    vpmovzxbd     zmm1, [r10+0x20]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vfmadd213ps   zmm1{rne-sae}, zmm21, zmm22
    vfmadd231ps   zmm1{rne-sae}, zmm0, zmm20
    vpxord        zmm0, zmm0, zmm0
    vmaxps        zmm0, zmm1, zmm0
    vminps        zmm0, zmm0, [constant10]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm23
    vpmovzxbd     zmm1, [r10+0x20]
    vpsubd        zmm1, zmm1, [constant11]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm24
    vaddps        zmm0{rne-sae}, zmm0, zmm25
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant12]{1to16}
    vpmovdb       [r11+0x20], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm3
    vmulps        zmm0{rne-sae}, zmm0, zmm18
    vmaxps        zmm0, zmm0, [constant8]{1to16}
    vminps        zmm0, zmm0, [constant9]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm19
    vpmovzxbd     zmm1, [r10+0x30]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vfmadd213ps   zmm1{rne-sae}, zmm21, zmm22
    vfmadd231ps   zmm1{rne-sae}, zmm0, zmm20
    vpxord        zmm0, zmm0, zmm0
    vmaxps        zmm0, zmm1, zmm0
    vminps        zmm0, zmm0, [constant10]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm23
    vpmovzxbd     zmm1, [r10+0x30]
    vpsubd        zmm1, zmm1, [constant11]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm24
    vaddps        zmm0{rne-sae}, zmm0, zmm25
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant12]{1to16}
    vpmovdb       [r11+0x30], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm4
    vmulps        zmm0{rne-sae}, zmm0, zmm18
    vmaxps        zmm0, zmm0, [constant8]{1to16}
    vminps        zmm0, zmm0, [constant9]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm19
    vpmovzxbd     zmm1, [r10+0x40]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vfmadd213ps   zmm1{rne-sae}, zmm21, zmm22
    vfmadd231ps   zmm1{rne-sae}, zmm0, zmm20
    vpxord        zmm0, zmm0, zmm0
    vmaxps        zmm0, zmm1, zmm0
    vminps        zmm0, zmm0, [constant10]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm23
    vpmovzxbd     zmm1, [r10+0x40]
    vpsubd        zmm1, zmm1, [constant11]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm24
    vaddps        zmm0{rne-sae}, zmm0, zmm25
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant12]{1to16}
    vpmovdb       [r11+0x40], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm5
    vmulps        zmm0{rne-sae}, zmm0, zmm18
    vmaxps        zmm0, zmm0, [constant8]{1to16}
    vminps        zmm0, zmm0, [constant9]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm19
    vpmovzxbd     zmm1, [r10+0x50]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vfmadd213ps   zmm1{rne-sae}, zmm21, zmm22
    vfmadd231ps   zmm1{rne-sae}, zmm0, zmm20
    vpxord        zmm0, zmm0, zmm0
    vmaxps        zmm0, zmm1, zmm0
    vminps        zmm0, zmm0, [constant10]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm23
    vpmovzxbd     zmm1, [r10+0x50]
    vpsubd        zmm1, zmm1, [constant11]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm24
    vaddps        zmm0{rne-sae}, zmm0, zmm25
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant12]{1to16}
    vpmovdb       [r11+0x50], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm6
    vmulps        zmm0{rne-sae}, zmm0, zmm18
    vmaxps        zmm0, zmm0, [constant8]{1to16}
    vminps        zmm0, zmm0, [constant9]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm19
    vpmovzxbd     zmm1, [r10+0x60]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vfmadd213ps   zmm1{rne-sae}, zmm21, zmm22
    vfmadd231ps   zmm1{rne-sae}, zmm0, zmm20
    vpxord        zmm0, zmm0, zmm0
    vmaxps        zmm0, zmm1, zmm0
    vminps        zmm0, zmm0, [constant10]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm23
    vpmovzxbd     zmm1, [r10+0x60]
    vpsubd        zmm1, zmm1, [constant11]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm24
    vaddps        zmm0{rne-sae}, zmm0, zmm25
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant12]{1to16}
    vpmovdb       [r11+0x60], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm7
    vmulps        zmm0{rne-sae}, zmm0, zmm18
    vmaxps        zmm0, zmm0, [constant8]{1to16}
    vminps        zmm0, zmm0, [constant9]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm19
    vpmovzxbd     zmm1, [r10+0x70]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vfmadd213ps   zmm1{rne-sae}, zmm21, zmm22
    vfmadd231ps   zmm1{rne-sae}, zmm0, zmm20
    vpxord        zmm0, zmm0, zmm0
    vmaxps        zmm0, zmm1, zmm0
    vminps        zmm0, zmm0, [constant10]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm23
    vpmovzxbd     zmm1, [r10+0x70]
    vpsubd        zmm1, zmm1, [constant11]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm24
    vaddps        zmm0{rne-sae}, zmm0, zmm25
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant12]{1to16}
    vpmovdb       [r11+0x70], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm8
    vmulps        zmm0{rne-sae}, zmm0, zmm18
    vmaxps        zmm0, zmm0, [constant8]{1to16}
    vminps        zmm0, zmm0, [constant9]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm19
    vpmovzxbd     zmm1, [r10+0x80]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vfmadd213ps   zmm1{rne-sae}, zmm21, zmm22
    vfmadd231ps   zmm1{rne-sae}, zmm0, zmm20
    vpxord        zmm0, zmm0, zmm0
    vmaxps        zmm0, zmm1, zmm0
    vminps        zmm0, zmm0, [constant10]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm23
    vpmovzxbd     zmm1, [r10+0x80]
    vpsubd        zmm1, zmm1, [constant11]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm24
    vaddps        zmm0{rne-sae}, zmm0, zmm25
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant12]{1to16}
    vpmovdb       [r11+0x80], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm9
    vmulps        zmm0{rne-sae}, zmm0, zmm18
    vmaxps        zmm0, zmm0, [constant8]{1to16}
    vminps        zmm0, zmm0, [constant9]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm19
    vpmovzxbd     zmm1, [r10+0x90]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vfmadd213ps   zmm1{rne-sae}, zmm21, zmm22
    vfmadd231ps   zmm1{rne-sae}, zmm0, zmm20
    vpxord        zmm0, zmm0, zmm0
    vmaxps        zmm0, zmm1, zmm0
    vminps        zmm0, zmm0, [constant10]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm23
    vpmovzxbd     zmm1, [r10+0x90]
    vpsubd        zmm1, zmm1, [constant11]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm24
    vaddps        zmm0{rne-sae}, zmm0, zmm25
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant12]{1to16}
    vpmovdb       [r11+0x90], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm10
    vmulps        zmm0{rne-sae}, zmm0, zmm18
    vmaxps        zmm0, zmm0, [constant8]{1to16}
    vminps        zmm0, zmm0, [constant9]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm19
    vpmovzxbd     zmm1, [r10+0xa0]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vfmadd213ps   zmm1{rne-sae}, zmm21, zmm22
    vfmadd231ps   zmm1{rne-sae}, zmm0, zmm20
    vpxord        zmm0, zmm0, zmm0
    vmaxps        zmm0, zmm1, zmm0
    vminps        zmm0, zmm0, [constant10]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm23
    vpmovzxbd     zmm1, [r10+0xa0]
    vpsubd        zmm1, zmm1, [constant11]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm24
    vaddps        zmm0{rne-sae}, zmm0, zmm25
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant12]{1to16}
    vpmovdb       [r11+0xa0], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm11
    vmulps        zmm0{rne-sae}, zmm0, zmm18
    vmaxps        zmm0, zmm0, [constant8]{1to16}
    vminps        zmm0, zmm0, [constant9]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm19
    vpmovzxbd     zmm1, [r10+0xb0]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vfmadd213ps   zmm1{rne-sae}, zmm21, zmm22
    vfmadd231ps   zmm1{rne-sae}, zmm0, zmm20
    vpxord        zmm0, zmm0, zmm0
    vmaxps        zmm0, zmm1, zmm0
    vminps        zmm0, zmm0, [constant10]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm23
    vpmovzxbd     zmm1, [r10+0xb0]
    vpsubd        zmm1, zmm1, [constant11]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm24
    vaddps        zmm0{rne-sae}, zmm0, zmm25
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant12]{1to16}
    vpmovdb       [r11+0xb0], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm12
    vmulps        zmm0{rne-sae}, zmm0, zmm18
    vmaxps        zmm0, zmm0, [constant8]{1to16}
    vminps        zmm0, zmm0, [constant9]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm19
    vpmovzxbd     zmm1, [r10+0xc0]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vfmadd213ps   zmm1{rne-sae}, zmm21, zmm22
    vfmadd231ps   zmm1{rne-sae}, zmm0, zmm20
    vpxord        zmm0, zmm0, zmm0
    vmaxps        zmm0, zmm1, zmm0
    vminps        zmm0, zmm0, [constant10]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm23
    vpmovzxbd     zmm1, [r10+0xc0]
    vpsubd        zmm1, zmm1, [constant11]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm24
    vaddps        zmm0{rne-sae}, zmm0, zmm25
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant12]{1to16}
    vpmovdb       [r11+0xc0], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm13
    vmulps        zmm0{rne-sae}, zmm0, zmm18
    vmaxps        zmm0, zmm0, [constant8]{1to16}
    vminps        zmm0, zmm0, [constant9]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm19
    vpmovzxbd     zmm1, [r10+0xd0]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vfmadd213ps   zmm1{rne-sae}, zmm21, zmm22
    vfmadd231ps   zmm1{rne-sae}, zmm0, zmm20
    vpxord        zmm0, zmm0, zmm0
    vmaxps        zmm0, zmm1, zmm0
    vminps        zmm0, zmm0, [constant10]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm23
    vpmovzxbd     zmm1, [r10+0xd0]
    vpsubd        zmm1, zmm1, [constant11]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm24
    vaddps        zmm0{rne-sae}, zmm0, zmm25
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant12]{1to16}
    vpmovdb       [r11+0xd0], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm14
    vmulps        zmm0{rne-sae}, zmm0, zmm18
    vmaxps        zmm0, zmm0, [constant8]{1to16}
    vminps        zmm0, zmm0, [constant9]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm19
    vpmovzxbd     zmm1, [r10+0xe0]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vfmadd213ps   zmm1{rne-sae}, zmm21, zmm22
    vfmadd231ps   zmm1{rne-sae}, zmm0, zmm20
    vpxord        zmm0, zmm0, zmm0
    vmaxps        zmm0, zmm1, zmm0
    vminps        zmm0, zmm0, [constant10]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm23
    vpmovzxbd     zmm1, [r10+0xe0]
    vpsubd        zmm1, zmm1, [constant11]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm24
    vaddps        zmm0{rne-sae}, zmm0, zmm25
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant12]{1to16}
    vpmovdb       [r11+0xe0], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm15
    vmulps        zmm0{rne-sae}, zmm0, zmm18
    vmaxps        zmm0, zmm0, [constant8]{1to16}
    vminps        zmm0, zmm0, [constant9]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm19
    vpmovzxbd     zmm1, [r10+0xf0]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vfmadd213ps   zmm1{rne-sae}, zmm21, zmm22
    vfmadd231ps   zmm1{rne-sae}, zmm0, zmm20
    vpxord        zmm0, zmm0, zmm0
    vmaxps        zmm0, zmm1, zmm0
    vminps        zmm0, zmm0, [constant10]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm23
    vpmovzxbd     zmm1, [r10+0xf0]
    vpsubd        zmm1, zmm1, [constant11]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm24
    vaddps        zmm0{rne-sae}, zmm0, zmm25
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant12]{1to16}
    vpmovdb       [r11+0xf0], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm16
    vmulps        zmm0{rne-sae}, zmm0, zmm18
    vmaxps        zmm0, zmm0, [constant8]{1to16}
    vminps        zmm0, zmm0, [constant9]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm19
    vpmovzxbd     zmm1, [r10+0x100]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vfmadd213ps   zmm1{rne-sae}, zmm21, zmm22
    vfmadd231ps   zmm1{rne-sae}, zmm0, zmm20
    vpxord        zmm0, zmm0, zmm0
    vmaxps        zmm0, zmm1, zmm0
    vminps        zmm0, zmm0, [constant10]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm23
    vpmovzxbd     zmm1, [r10+0x100]
    vpsubd        zmm1, zmm1, [constant11]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm24
    vaddps        zmm0{rne-sae}, zmm0, zmm25
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant12]{1to16}
    vpmovdb       [r11+0x100], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm17
    vmulps        zmm0{rne-sae}, zmm0, zmm18
    vmaxps        zmm0, zmm0, [constant8]{1to16}
    vminps        zmm0, zmm0, [constant9]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm19
    vpmovzxbd     zmm1, [r10+0x110]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vfmadd231ps   zmm22{rne-sae}, zmm1, zmm21
    vfmadd231ps   zmm22{rne-sae}, zmm0, zmm20
    vpxord        zmm0, zmm0, zmm0
    vmaxps        zmm0, zmm22, zmm0
    vminps        zmm0, zmm0, [constant10]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm23
    vpmovzxbd     zmm1, [r10+0x110]
    vpsubd        zmm1, zmm1, [constant11]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm24
    vaddps        zmm0{rne-sae}, zmm0, zmm25
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant12]{1to16}
    vpmovdb       [r11+0x110], zmm0
    add           r9, 0x120
    add           r10, 0x120
    add           r11, 0x120
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x3a83126f
constant1:
    dd 0x43020000
constant2:
    dd 0x3f4ccccd
constant3:
    dd 0x3ecccccd
constant4:
    dd 0xc24d999a
constant5:
    dd 0xc2ca0000
constant6:
    dd 0x3c23d70a
constant7:
    dd 0x40e00000
constant8:
    dd 0xc3020000
constant9:
    dd 0x42fa0000
constant10:
    dd 0x437f0000
constant11:
    dd 0x79
constant12:
    dd 0xff

deinterleave u8 to f32 cvt+mul channels 4x4 pixels 16x2
code 397 bytes, constants 127 bytes, 60 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 303 bytes, 42 instructions, 0 vpdpbusd, 15 loads, 4 stores

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
    vpsubd        zmm1, zmm1, [constant3]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm0
    vmovdqa32     zmm2, [constant0]
    kxnorw        k7, k7, k7
    vpxord        zmm3, zmm3, zmm3
    vgatherdps    zmm3, k7, [rcx+zmm2]
    vpsrld        zmm2, zmm3, 8
    vpandd        zmm2, zmm2, [constant2]{1to16}
    vpsubd        zmm2, zmm2, [constant3]{1to16}
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vmovdqa32     zmm3, [constant0]
    kxnorw        k7, k7, k7
    vpxord        zmm4, zmm4, zmm4
    vgatherdps    zmm4, k7, [rcx+zmm3]
    vpsrld        zmm3, zmm4, 0x10
    vpandd        zmm3, zmm3, [constant2]{1to16}
    vpsubd        zmm3, zmm3, [constant3]{1to16}
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vmovdqa32     zmm4, [constant0]
    kxnorw        k7, k7, k7
    vpxord        zmm5, zmm5, zmm5
    vgatherdps    zmm5, k7, [rcx+zmm4]
    vpsrld        zmm4, zmm5, 0x18
    vpsubd        zmm4, zmm4, [constant3]{1to16}
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm4{rne-sae}, zmm4, zmm0
    vmovups       [r8], zmm1
    vmovups       [r8+0x90], zmm2
    vmovups       [r8+0x120], zmm3
    vmovups       [r8+0x1b0], zmm4
    add           rcx, 0x100
    add           r8, 0x40
    dec           r9d
    jne           loop1
    add           rcx, -0x1fc
    add           r8, 0x1c0
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0x80, 0x90, 0xa0, 0xb0, 0xc0, 0xd0, 0xe0, 0xf0
constant1:
    dd 0x3dcccccd
constant2:
    dd 0xff
constant3:
    dd 0x7

deinterleave u8 to f32 cvt+mul channels 4x4 pixels 4x1
code 365 bytes, constants 95 bytes, 57 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 297 bytes, 43 instructions, 0 vpdpbusd, 15 loads, 4 stores

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
    vpsubd        zmm1, zmm1, [constant3]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm0
    vmovdqa32     zmm2, [constant0]
    kmovw         k7, k1
    vpxord        zmm3, zmm3, zmm3
    vgatherdps    zmm3, k7, [rcx+zmm2]
    vpsrld        zmm2, zmm3, 8
    vpandd        zmm2, zmm2, [constant2]{1to16}
    vpsubd        zmm2, zmm2, [constant3]{1to16}
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vmovdqa32     zmm3, [constant0]
    kmovw         k7, k1
    vpxord        zmm4, zmm4, zmm4
    vgatherdps    zmm4, k7, [rcx+zmm3]
    vpsrld        zmm3, zmm4, 0x10
    vpandd        zmm3, zmm3, [constant2]{1to16}
    vpsubd        zmm3, zmm3, [constant3]{1to16}
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vmovdqa32     zmm4, [constant0]
    kmovw         k7, k1
    vpxord        zmm5, zmm5, zmm5
    vgatherdps    zmm5, k7, [rcx+zmm4]
    vpsrld        zmm4, zmm5, 0x18
    vpsubd        zmm4, zmm4, [constant3]{1to16}
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
    dd 0x0, 0x10, 0x20, 0x30, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0
constant1:
    dd 0x3dcccccd
constant2:
    dd 0xff
constant3:
    dd 0x7
