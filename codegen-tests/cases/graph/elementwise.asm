interleave f32 to u8 mul channels 4x5 pixels 9x1
code 355 bytes, constants 109 bytes, 52 instructions, 0 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 287 bytes, 38 instructions, 0 vpdpbusd, 17 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0x1ff
    kmovq         k1, rax
    vpbroadcastd  zmm0, [constant1]
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x90
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
    vmovups       zmm2{k1}{z}, [rcx+0x24]
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vmaxps        zmm2, zmm2, [constant2]{1to16}
    vminps        zmm2, zmm2, [constant3]{1to16}
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vpaddd        zmm2, zmm2, [constant4]{1to16}
    vmovups       zmm3{k1}{z}, [rcx+0x48]
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vmaxps        zmm3, zmm3, [constant2]{1to16}
    vminps        zmm3, zmm3, [constant3]{1to16}
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpaddd        zmm3, zmm3, [constant4]{1to16}
    vmovups       zmm4{k1}{z}, [rcx+0x6c]
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
    add           rcx, 0x90
    add           r8, 4
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x14, 0x28, 0x3c, 0x50, 0x64, 0x78, 0x8c, 0xa0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0
constant1:
    dd 0x41c80000
constant2:
    dd 0xc3000000
constant3:
    dd 0x42fe0000
constant4:
    dd 0x80

interleave f32 to u8 mul+narrow+mul+residual+narrow+leaky channels 4x5 pixels 9x1
code 986 bytes, constants 142 bytes, 143 instructions, 0 vpdpbusd
10 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 886 bytes, 125 instructions, 0 vpdpbusd, 40 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0x1ff
    kmovq         k1, rax
    vpbroadcastd  zmm0, [constant1]
    vpbroadcastd  zmm1, [constant2]
    vpbroadcastd  zmm2, [constant3]
    vpbroadcastd  zmm3, [constant4]
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x90
    add           rcx, rax
    mov           r8, [rdi+0x48]
    lea           r8, [r8+rsi*4]
    mov           r9, [rdi+0x50]
    lea           r9, [r9+rsi*4]
    nop           [rax]
loop0:
    vmovups       zmm4{k1}{z}, [rcx]
    vmulps        zmm4{rne-sae}, zmm4, zmm0
    vpxord        zmm5, zmm5, zmm5
    vmaxps        zmm4, zmm4, zmm5
    vminps        zmm4, zmm4, [constant5]{1to16}
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm4{rne-sae}, zmm4, zmm1
    vmovdqa32     zmm5, [constant0]
    kmovw         k7, k1
    vpxord        zmm6, zmm6, zmm6
    vgatherdps    zmm6, k7, [r8+zmm5]
    vpandd        zmm5, zmm6, [constant6]{1to16}
    vpsubd        zmm5, zmm5, [constant7]{1to16}
    vcvtdq2ps     zmm5{rne-sae}, zmm5
    vfmadd231ps   zmm4{rne-sae}, zmm5, zmm2
    vmaxps        zmm4, zmm4, [constant8]{1to16}
    vminps        zmm4, zmm4, [constant9]{1to16}
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm5{rne-sae}, zmm4, zmm3
    vcmpgt_oqps   k7, zmm4, [constant10]{1to16}
    vblendmps     zmm4{k7}, zmm5, zmm4
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vpxord        zmm5, zmm5, zmm5
    vpmaxsd       zmm4, zmm4, zmm5
    vpminsd       zmm4, zmm4, [constant6]{1to16}
    vmovups       zmm5{k1}{z}, [rcx+0x24]
    vmulps        zmm5{rne-sae}, zmm5, zmm0
    vpxord        zmm6, zmm6, zmm6
    vmaxps        zmm5, zmm5, zmm6
    vminps        zmm5, zmm5, [constant5]{1to16}
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vcvtdq2ps     zmm5{rne-sae}, zmm5
    vmulps        zmm5{rne-sae}, zmm5, zmm1
    vmovdqa32     zmm6, [constant0]
    kmovw         k7, k1
    vpxord        zmm7, zmm7, zmm7
    vgatherdps    zmm7, k7, [r8+zmm6]
    vpsrld        zmm6, zmm7, 8
    vpandd        zmm6, zmm6, [constant6]{1to16}
    vpsubd        zmm6, zmm6, [constant7]{1to16}
    vcvtdq2ps     zmm6{rne-sae}, zmm6
    vfmadd231ps   zmm5{rne-sae}, zmm6, zmm2
    vmaxps        zmm5, zmm5, [constant8]{1to16}
    vminps        zmm5, zmm5, [constant9]{1to16}
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vcvtdq2ps     zmm5{rne-sae}, zmm5
    vmulps        zmm6{rne-sae}, zmm5, zmm3
    vcmpgt_oqps   k7, zmm5, [constant10]{1to16}
    vblendmps     zmm5{k7}, zmm6, zmm5
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vpxord        zmm6, zmm6, zmm6
    vpmaxsd       zmm5, zmm5, zmm6
    vpminsd       zmm5, zmm5, [constant6]{1to16}
    vmovups       zmm6{k1}{z}, [rcx+0x48]
    vmulps        zmm6{rne-sae}, zmm6, zmm0
    vpxord        zmm7, zmm7, zmm7
    vmaxps        zmm6, zmm6, zmm7
    vminps        zmm6, zmm6, [constant5]{1to16}
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vcvtdq2ps     zmm6{rne-sae}, zmm6
    vmulps        zmm6{rne-sae}, zmm6, zmm1
    vmovdqa32     zmm7, [constant0]
    kmovw         k7, k1
    vpxord        zmm8, zmm8, zmm8
    vgatherdps    zmm8, k7, [r8+zmm7]
    vpsrld        zmm7, zmm8, 0x10
    vpandd        zmm7, zmm7, [constant6]{1to16}
    vpsubd        zmm7, zmm7, [constant7]{1to16}
    vcvtdq2ps     zmm7{rne-sae}, zmm7
    vfmadd231ps   zmm6{rne-sae}, zmm7, zmm2
    vmaxps        zmm6, zmm6, [constant8]{1to16}
    vminps        zmm6, zmm6, [constant9]{1to16}
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vcvtdq2ps     zmm6{rne-sae}, zmm6
    vmulps        zmm7{rne-sae}, zmm6, zmm3
    vcmpgt_oqps   k7, zmm6, [constant10]{1to16}
    vblendmps     zmm6{k7}, zmm7, zmm6
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vpxord        zmm7, zmm7, zmm7
    vpmaxsd       zmm6, zmm6, zmm7
    vpminsd       zmm6, zmm6, [constant6]{1to16}
    vmovups       zmm7{k1}{z}, [rcx+0x6c]
    vmulps        zmm7{rne-sae}, zmm7, zmm0
    vpxord        zmm8, zmm8, zmm8
    vmaxps        zmm7, zmm7, zmm8
    vminps        zmm7, zmm7, [constant5]{1to16}
    vcvtps2dq     zmm7{rne-sae}, zmm7
    vcvtdq2ps     zmm7{rne-sae}, zmm7
    vmulps        zmm7{rne-sae}, zmm7, zmm1
    vmovdqa32     zmm8, [constant0]
    kmovw         k7, k1
    vpxord        zmm9, zmm9, zmm9
    vgatherdps    zmm9, k7, [r8+zmm8]
    vpsrld        zmm8, zmm9, 0x18
    vpsubd        zmm8, zmm8, [constant7]{1to16}
    vcvtdq2ps     zmm8{rne-sae}, zmm8
    vfmadd231ps   zmm7{rne-sae}, zmm8, zmm2
    vmaxps        zmm7, zmm7, [constant8]{1to16}
    vminps        zmm7, zmm7, [constant9]{1to16}
    vcvtps2dq     zmm7{rne-sae}, zmm7
    vcvtdq2ps     zmm7{rne-sae}, zmm7
    vmulps        zmm8{rne-sae}, zmm7, zmm3
    vcmpgt_oqps   k7, zmm7, [constant10]{1to16}
    vblendmps     zmm7{k7}, zmm8, zmm7
    vcvtps2dq     zmm7{rne-sae}, zmm7
    vpxord        zmm8, zmm8, zmm8
    vpmaxsd       zmm7, zmm7, zmm8
    vpminsd       zmm7, zmm7, [constant6]{1to16}
    vpslld        zmm5, zmm5, 8
    vpord         zmm4, zmm4, zmm5
    vpslld        zmm5, zmm6, 0x10
    vpord         zmm4, zmm4, zmm5
    vpslld        zmm5, zmm7, 0x18
    vpord         zmm4, zmm4, zmm5
    vmovdqa32     zmm5, [constant0]
    kmovw         k7, k1
    vpscatterdd   [r9+zmm5], k7, zmm4
    add           rcx, 0x90
    add           r8, 4
    add           r9, 4
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x14, 0x28, 0x3c, 0x50, 0x64, 0x78, 0x8c, 0xa0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0
constant1:
    dd 0x42480000
constant2:
    dd 0x3ecccccd
constant3:
    dd 0x3f4ccccd
constant4:
    dd 0x3e800000
constant5:
    dd 0x437f0000
constant6:
    dd 0xff
constant7:
    dd 0x80
constant8:
    dd 0xc3000000
constant9:
    dd 0x42fe0000
constant10:
    dd 0x0

move run 9x20
code 96 bytes, constants 0 bytes, 21 instructions, 0 vpdpbusd
1 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 28 bytes, 7 instructions, 0 vpdpbusd, 1 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xfffff
    kmovq         k1, rax
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x14
    add           rcx, rax
    mov           r8, [rdi+0x48]
    imul          rax, rsi, 0x28
    add           r8, rax
    nop           [rax+rax]
    nop           [rax+rax]
loop0:
    vmovdqu8      zmm0{k1}{z}, [rcx]
    vmovdqu8      [r8]{k1}, zmm0
    add           rcx, 0x14
    add           r8, 0x28
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret

deinterleave u8 to f32 cvt+mul channels 4x10 pixels 9x1
code 334 bytes, constants 122 bytes, 53 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 266 bytes, 39 instructions, 0 vpdpbusd, 11 loads, 4 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0x1ff
    kmovq         k1, rax
    vpbroadcastd  zmm0, [constant1]
    mov           rcx, [rdi+0x40]
    lea           rcx, [rcx+rsi*4]
    mov           r8, [rdi+0x48]
    imul          rax, rsi, 0x90
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
    vmovups       [r8+0x24]{k1}, zmm2
    vmovups       [r8+0x48]{k1}, zmm3
    vmovups       [r8+0x6c]{k1}, zmm4
    add           rcx, 4
    add           r8, 0x90
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x28, 0x50, 0x78, 0xa0, 0xc8, 0xf0, 0x118, 0x140, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0
constant1:
    dd 0x3d4ccccd
constant2:
    dd 0xff
