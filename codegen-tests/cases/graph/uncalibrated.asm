absmax f32 of 1x16x2x2
code 222 bytes, constants 38 bytes, 36 instructions, 0 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           eax, 1
    kmovq         k1, rax
    mov           rcx, [rdi+0x40]
    mov           rsi, [rdi+0x48]
    vpxord        zmm0, zmm0, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpxord        zmm2, zmm2, zmm2
    vpxord        zmm3, zmm3, zmm3
    vmovups       zmm4, [rcx]
    vpandd        zmm4, zmm4, [constant0]{1to16}
    vmaxps        zmm0, zmm4, zmm0
    vmovups       zmm4, [rcx+0x40]
    vpandd        zmm4, zmm4, [constant0]{1to16}
    vmaxps        zmm1, zmm4, zmm1
    vmovups       zmm4, [rcx+0x80]
    vpandd        zmm4, zmm4, [constant0]{1to16}
    vmaxps        zmm2, zmm4, zmm2
    vmovups       zmm4, [rcx+0xc0]
    vpandd        zmm4, zmm4, [constant0]{1to16}
    vmaxps        zmm3, zmm4, zmm3
    vmaxps        zmm0, zmm1, zmm0
    vmaxps        zmm0, zmm2, zmm0
    vmaxps        zmm0, zmm3, zmm0
    vshufi32x4    zmm1, zmm0, zmm0, 0x4e
    vmaxps        zmm0, zmm0, zmm1
    vshufi32x4    zmm1, zmm0, zmm0, 0xb1
    vmaxps        zmm0, zmm0, zmm1
    vpshufd       zmm1, zmm0, 0x4e
    vmaxps        zmm0, zmm0, zmm1
    vpshufd       zmm1, zmm0, 0xb1
    vmaxps        zmm0, zmm0, zmm1
    vmovups       [rsi]{k1}, zmm0
exit:
    vzeroupper
    ret
constant0:
    dd 0x7fffffff

map f32 to f32 flat div by 1 on 1
code 59 bytes, constants 9 bytes, 12 instructions, 0 vpdpbusd
2 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           eax, 1
    kmovq         k1, rax
    mov           rcx, [rdi+0x40]
    mov           rsi, [rdi+0x48]
    vmovups       zmm0{k1}{z}, [rcx]
    vpbroadcastd  zmm1, [constant0]
    vdivps        zmm0{rne-sae}, zmm0, zmm1
    vmovups       [rsi]{k1}, zmm0
exit:
    vzeroupper
    ret
constant0:
    dd 0x42fe0000

interleave f32 to u8 div channels 4x4 pixels 4x1
code 456 bytes, constants 140 bytes, 65 instructions, 0 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 388 bytes, 50 instructions, 0 vpdpbusd, 29 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xf
    kmovq         k1, rax
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x40
    add           rcx, rax
    mov           r8, [rdi+0x48]
    mov           r9, [rdi+0x50]
    lea           r9, [r9+rsi*4]
    nop           [rax+rax]
    nop           [rax+rax]
    nop
loop0:
    vmovups       zmm0{k1}{z}, [rcx]
    vbroadcastss  zmm1, [r8]
    vdivps        zmm0{rne-sae}, zmm0, zmm1
    vmaxps        zmm0, zmm0, [constant1]{1to16}
    vminps        zmm0, zmm0, [constant2]{1to16}
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpmaxsd       zmm0, zmm0, [constant3]{1to16}
    vpminsd       zmm0, zmm0, [constant4]{1to16}
    vpaddd        zmm0, zmm0, [constant5]{1to16}
    vmovups       zmm1{k1}{z}, [rcx+0x10]
    vbroadcastss  zmm2, [r8]
    vdivps        zmm1{rne-sae}, zmm1, zmm2
    vmaxps        zmm1, zmm1, [constant1]{1to16}
    vminps        zmm1, zmm1, [constant2]{1to16}
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpmaxsd       zmm1, zmm1, [constant3]{1to16}
    vpminsd       zmm1, zmm1, [constant4]{1to16}
    vpaddd        zmm1, zmm1, [constant5]{1to16}
    vmovups       zmm2{k1}{z}, [rcx+0x20]
    vbroadcastss  zmm3, [r8]
    vdivps        zmm2{rne-sae}, zmm2, zmm3
    vmaxps        zmm2, zmm2, [constant1]{1to16}
    vminps        zmm2, zmm2, [constant2]{1to16}
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vpmaxsd       zmm2, zmm2, [constant3]{1to16}
    vpminsd       zmm2, zmm2, [constant4]{1to16}
    vpaddd        zmm2, zmm2, [constant5]{1to16}
    vmovups       zmm3{k1}{z}, [rcx+0x30]
    vbroadcastss  zmm4, [r8]
    vdivps        zmm3{rne-sae}, zmm3, zmm4
    vmaxps        zmm3, zmm3, [constant1]{1to16}
    vminps        zmm3, zmm3, [constant2]{1to16}
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpmaxsd       zmm3, zmm3, [constant3]{1to16}
    vpminsd       zmm3, zmm3, [constant4]{1to16}
    vpaddd        zmm3, zmm3, [constant5]{1to16}
    vpslld        zmm1, zmm1, 8
    vpord         zmm0, zmm0, zmm1
    vpslld        zmm1, zmm2, 0x10
    vpord         zmm0, zmm0, zmm1
    vpslld        zmm1, zmm3, 0x18
    vpord         zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    kmovw         k7, k1
    vpscatterdd   [r9+zmm1], k7, zmm0
    add           rcx, 0x40
    add           r9, 4
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x10, 0x20, 0x30, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0
constant1:
    dd 0xc2fe0000
constant2:
    dd 0x42fe0000
constant3:
    dd 0xffffff81
constant4:
    dd 0x7f
constant5:
    dd 0x80

deinterleave u8 to f32 cvt+mul channels 4x4 pixels 4x1
code 395 bytes, constants 125 bytes, 62 instructions, 0 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 327 bytes, 47 instructions, 0 vpdpbusd, 19 loads, 4 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xf
    kmovq         k1, rax
    mov           rcx, [rdi+0x40]
    lea           rcx, [rcx+rsi*4]
    mov           r8, [rdi+0x48]
    mov           r9, [rdi+0x50]
    imul          rax, rsi, 0x40
    add           r9, rax
    nop           [rax+rax]
    nop           [rax+rax]
    nop
loop0:
    vmovdqa32     zmm0, [constant0]
    kmovw         k7, k1
    vpxord        zmm1, zmm1, zmm1
    vgatherdps    zmm1, k7, [rcx+zmm0]
    vpandd        zmm0, zmm1, [constant1]{1to16}
    vpsubd        zmm0, zmm0, [constant2]{1to16}
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vbroadcastss  zmm1, [r8]
    vmulps        zmm0{rne-sae}, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    kmovw         k7, k1
    vpxord        zmm2, zmm2, zmm2
    vgatherdps    zmm2, k7, [rcx+zmm1]
    vpsrld        zmm1, zmm2, 8
    vpandd        zmm1, zmm1, [constant1]{1to16}
    vpsubd        zmm1, zmm1, [constant2]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vbroadcastss  zmm2, [r8]
    vmulps        zmm1{rne-sae}, zmm1, zmm2
    vmovdqa32     zmm2, [constant0]
    kmovw         k7, k1
    vpxord        zmm3, zmm3, zmm3
    vgatherdps    zmm3, k7, [rcx+zmm2]
    vpsrld        zmm2, zmm3, 0x10
    vpandd        zmm2, zmm2, [constant1]{1to16}
    vpsubd        zmm2, zmm2, [constant2]{1to16}
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vbroadcastss  zmm3, [r8]
    vmulps        zmm2{rne-sae}, zmm2, zmm3
    vmovdqa32     zmm3, [constant0]
    kmovw         k7, k1
    vpxord        zmm4, zmm4, zmm4
    vgatherdps    zmm4, k7, [rcx+zmm3]
    vpsrld        zmm3, zmm4, 0x18
    vpsubd        zmm3, zmm3, [constant2]{1to16}
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vbroadcastss  zmm4, [r8]
    vmulps        zmm3{rne-sae}, zmm3, zmm4
    vmovups       [r9]{k1}, zmm0
    vmovups       [r9+0x10]{k1}, zmm1
    vmovups       [r9+0x20]{k1}, zmm2
    vmovups       [r9+0x30]{k1}, zmm3
    add           rcx, 4
    add           r9, 0x40
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x10, 0x20, 0x30, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0
constant1:
    dd 0xff
constant2:
    dd 0x80
