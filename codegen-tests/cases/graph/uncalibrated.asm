absmax f32 div kept  joined 64
code 256 bytes, constants 136 bytes, 40 instructions, 0 vpdpbusd
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
    vpandd        zmm4, zmm4, [constant2]{1to16}
    vmaxps        zmm0, zmm4, zmm0
    vmovups       zmm4, [rcx+0x40]
    vpandd        zmm4, zmm4, [constant2]{1to16}
    vmaxps        zmm1, zmm4, zmm1
    vmovups       zmm4, [rcx+0x80]
    vpandd        zmm4, zmm4, [constant2]{1to16}
    vmaxps        zmm2, zmm4, zmm2
    vmovups       zmm4, [rcx+0xc0]
    vpandd        zmm4, zmm4, [constant2]{1to16}
    vmaxps        zmm3, zmm4, zmm3
    vmaxps        zmm0, zmm2, zmm0
    vmaxps        zmm1, zmm3, zmm1
    vmaxps        zmm0, zmm1, zmm0
    vshufi32x4    zmm1, zmm0, zmm0, 0x4e
    vmaxps        zmm0, zmm1, zmm0
    vshufi32x4    zmm1, zmm0, zmm0, 0x39
    vmaxps        zmm0, zmm1, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmaxps        zmm0, zmm1, zmm0
    vmovdqa32     zmm1, [constant1]
    vpermd        zmm1, zmm1, zmm0
    vmaxps        zmm0, zmm1, zmm0
    vpbroadcastd  zmm1, [constant3]
    vdivps        zmm0{rne-sae}, zmm0, zmm1
    vmovups       [rsi]{k1}, zmm0
exit:
    vzeroupper
    ret
constant0:
    dd 0x2, 0x3, 0x4, 0x5, 0x6, 0x7, 0x8, 0x9, 0xa, 0xb, 0xc, 0xd, 0xe, 0xf, 0x0, 0x1
constant1:
    dd 0x1, 0x2, 0x3, 0x4, 0x5, 0x6, 0x7, 0x8, 0x9, 0xa, 0xb, 0xc, 0xd, 0xe, 0xf, 0x0
constant2:
    dd 0x7fffffff
constant3:
    dd 0x42fe0000

map f32 to f32 flat div+narrow+mul by 64 on 1
code 271 bytes, constants 57 bytes, 42 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           rcx, [rdi+0x48]
    vbroadcastss  zmm0, [rcx]
    mov           rcx, [rdi+0x50]
    vbroadcastss  zmm1, [rcx]
    mov           rcx, [rdi+0x40]
    mov           rsi, [rdi+0x58]
    vmovups       zmm2, [rcx]
    vdivps        zmm2{rne-sae}, zmm2, zmm0
    vmaxps        zmm2, zmm2, [constant0]{1to16}
    vminps        zmm2, zmm2, [constant1]{1to16}
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmulps        zmm2{rne-sae}, zmm2, zmm1
    vmovups       zmm3, [rcx+0x40]
    vdivps        zmm3{rne-sae}, zmm3, zmm0
    vmaxps        zmm3, zmm3, [constant0]{1to16}
    vminps        zmm3, zmm3, [constant1]{1to16}
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmulps        zmm3{rne-sae}, zmm3, zmm1
    vmovups       zmm4, [rcx+0x80]
    vdivps        zmm4{rne-sae}, zmm4, zmm0
    vmaxps        zmm4, zmm4, [constant0]{1to16}
    vminps        zmm4, zmm4, [constant1]{1to16}
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm4{rne-sae}, zmm4, zmm1
    vmovups       zmm5, [rcx+0xc0]
    vdivps        zmm5{rne-sae}, zmm5, zmm0
    vmaxps        zmm5, zmm5, [constant0]{1to16}
    vminps        zmm5, zmm5, [constant1]{1to16}
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vcvtdq2ps     zmm5{rne-sae}, zmm5
    vmulps        zmm5{rne-sae}, zmm5, zmm1
    vmovups       [rsi], zmm2
    vmovups       [rsi+0x40], zmm3
    vmovups       [rsi+0x80], zmm4
    vmovups       [rsi+0xc0], zmm5
exit:
    vzeroupper
    ret
constant0:
    dd 0xc2fe0000
constant1:
    dd 0x42fe0000
