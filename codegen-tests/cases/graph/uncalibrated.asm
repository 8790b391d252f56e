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
    vpbroadcastd  zmm0, [constant0]
    mov           rcx, [rdi+0x40]
    mov           rsi, [rdi+0x48]
    vmovups       zmm1{k1}{z}, [rcx]
    vdivps        zmm1{rne-sae}, zmm1, zmm0
    vmovups       [rsi]{k1}, zmm1
exit:
    vzeroupper
    ret
constant0:
    dd 0x42fe0000

interleave f32 to u8 div channels 4x4 pixels 4x1
code 352 bytes, constants 108 bytes, 53 instructions, 0 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 284 bytes, 38 instructions, 0 vpdpbusd, 17 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xf
    kmovq         k1, rax
    mov           rcx, [rdi+0x48]
    vbroadcastss  zmm0, [rcx]
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x40
    add           rcx, rax
    mov           r8, [rdi+0x50]
    lea           r8, [r8+rsi*4]
    nop           [rax+rax]
    nop           [rax]
loop0:
    vmovups       zmm1{k1}{z}, [rcx]
    vdivps        zmm1{rne-sae}, zmm1, zmm0
    vmaxps        zmm1, zmm1, [constant1]{1to16}
    vminps        zmm1, zmm1, [constant2]{1to16}
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpaddd        zmm1, zmm1, [constant3]{1to16}
    vmovups       zmm2{k1}{z}, [rcx+0x10]
    vdivps        zmm2{rne-sae}, zmm2, zmm0
    vmaxps        zmm2, zmm2, [constant1]{1to16}
    vminps        zmm2, zmm2, [constant2]{1to16}
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vpaddd        zmm2, zmm2, [constant3]{1to16}
    vmovups       zmm3{k1}{z}, [rcx+0x20]
    vdivps        zmm3{rne-sae}, zmm3, zmm0
    vmaxps        zmm3, zmm3, [constant1]{1to16}
    vminps        zmm3, zmm3, [constant2]{1to16}
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpaddd        zmm3, zmm3, [constant3]{1to16}
    vmovups       zmm4{k1}{z}, [rcx+0x30]
    vdivps        zmm4{rne-sae}, zmm4, zmm0
    vmaxps        zmm4, zmm4, [constant1]{1to16}
    vminps        zmm4, zmm4, [constant2]{1to16}
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vpaddd        zmm4, zmm4, [constant3]{1to16}
    vpslld        zmm2, zmm2, 8
    vpord         zmm1, zmm1, zmm2
    vpslld        zmm2, zmm3, 0x10
    vpord         zmm1, zmm1, zmm2
    vpslld        zmm2, zmm4, 0x18
    vpord         zmm1, zmm1, zmm2
    vmovdqa32     zmm2, [constant0]
    kmovw         k7, k1
    vpscatterdd   [r8+zmm2], k7, zmm1
    add           rcx, 0x40
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
    dd 0xc2fe0000
constant2:
    dd 0x42fe0000
constant3:
    dd 0x80

deinterleave u8 to f32 cvt+mul channels 4x4 pixels 4x1
code 371 bytes, constants 85 bytes, 58 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 303 bytes, 43 instructions, 0 vpdpbusd, 15 loads, 4 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xf
    kmovq         k1, rax
    mov           rcx, [rdi+0x48]
    vbroadcastss  zmm0, [rcx]
    mov           rcx, [rdi+0x40]
    lea           rcx, [rcx+rsi*4]
    mov           r8, [rdi+0x50]
    imul          rax, rsi, 0x40
    add           r8, rax
    nop           [rax+rax]
    nop           [rax]
loop0:
    vmovdqa32     zmm1, [constant0]
    kmovw         k7, k1
    vpxord        zmm2, zmm2, zmm2
    vgatherdps    zmm2, k7, [rcx+zmm1]
    vpandd        zmm1, zmm2, [constant1]{1to16}
    vpsubd        zmm1, zmm1, [constant2]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm0
    vmovdqa32     zmm2, [constant0]
    kmovw         k7, k1
    vpxord        zmm3, zmm3, zmm3
    vgatherdps    zmm3, k7, [rcx+zmm2]
    vpsrld        zmm2, zmm3, 8
    vpandd        zmm2, zmm2, [constant1]{1to16}
    vpsubd        zmm2, zmm2, [constant2]{1to16}
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vmovdqa32     zmm3, [constant0]
    kmovw         k7, k1
    vpxord        zmm4, zmm4, zmm4
    vgatherdps    zmm4, k7, [rcx+zmm3]
    vpsrld        zmm3, zmm4, 0x10
    vpandd        zmm3, zmm3, [constant1]{1to16}
    vpsubd        zmm3, zmm3, [constant2]{1to16}
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vmovdqa32     zmm4, [constant0]
    kmovw         k7, k1
    vpxord        zmm5, zmm5, zmm5
    vgatherdps    zmm5, k7, [rcx+zmm4]
    vpsrld        zmm4, zmm5, 0x18
    vpsubd        zmm4, zmm4, [constant2]{1to16}
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm4{rne-sae}, zmm4, zmm0
    vmovups       [r8]{k1}, zmm1
    vmovups       [r8+0x10]{k1}, zmm2
    vmovups       [r8+0x20]{k1}, zmm3
    vmovups       [r8+0x30]{k1}, zmm4
    add           rcx, 4
    add           r8, 0x40
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
