interleave f32 to u8 mul channels 4x2 pixels 16x1
code 346 bytes, constants 118 bytes, 51 instructions, 0 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 278 bytes, 38 instructions, 0 vpdpbusd, 17 loads, 1 stores

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
    vmaxps        zmm1, zmm1, [constant2]{1to16}
    vminps        zmm1, zmm1, [constant3]{1to16}
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpaddd        zmm1, zmm1, [constant4]{1to16}
    vmovups       zmm2, [rcx+0x40]
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vmaxps        zmm2, zmm2, [constant2]{1to16}
    vminps        zmm2, zmm2, [constant3]{1to16}
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vpaddd        zmm2, zmm2, [constant4]{1to16}
    vmovups       zmm3, [rcx+0x80]
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vmaxps        zmm3, zmm3, [constant2]{1to16}
    vminps        zmm3, zmm3, [constant3]{1to16}
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpaddd        zmm3, zmm3, [constant4]{1to16}
    vmovups       zmm4, [rcx+0xc0]
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
    add           rcx, 0x100
    add           r8, 4
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x8, 0x10, 0x18, 0x20, 0x28, 0x30, 0x38, 0x40, 0x48, 0x50, 0x58, 0x60, 0x68, 0x70, 0x78
constant1:
    dd 0x42480000
constant2:
    dd 0xc3000000
constant3:
    dd 0x42fe0000
constant4:
    dd 0x80

table by 64 on 2
code 151 bytes, constants 0 bytes, 30 instructions, 0 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 51 bytes, 11 instructions, 0 vpdpbusd, 1 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           rcx, [rdi+0x48]
    vmovdqu8      zmm0, [rcx]
    vmovdqu8      zmm1, [rcx+0x40]
    vmovdqu8      zmm2, [rcx+0x80]
    vmovdqu8      zmm3, [rcx+0xc0]
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x40
    add           rcx, rax
    mov           r8, [rdi+0x50]
    imul          rax, rsi, 0x40
    add           r8, rax
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax+rax]
    nop
loop0:
    vmovdqu8      zmm4, [rcx]
    vpmovb2m      k7, zmm4
    knotq         k6, k7
    vpermi2b      zmm4{k7}, zmm2, zmm3
    vpermi2b      zmm4{k6}, zmm0, zmm1
    vmovdqu8      [r8], zmm4
    add           rcx, 0x40
    add           r8, 0x40
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret

map u8 to u8 cvt+leaky by 8 on 16
code 177 bytes, constants 31 bytes, 32 instructions, 0 vpdpbusd
2 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 109 bytes, 17 instructions, 0 vpdpbusd, 7 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xff
    kmovq         k1, rax
    mov           rcx, [rdi+0x40]
    lea           rcx, [rcx+rsi*8]
    mov           r8, [rdi+0x48]
    mov           r9, [rdi+0x50]
    imul          rax, rsi, 0x10
    add           r9, rax
    nop           [rax+rax]
    nop           [rax+rax]
    nop
loop0:
    vpmovzxbd     zmm0{k1}{z}, [rcx]
    vpsubd        zmm0, zmm0, [constant0]{1to16}
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmovups       zmm1, [r8]
    vmulps        zmm1{rne-sae}, zmm0, zmm1
    vcmpgt_oqps   k7, zmm0, [constant1]{1to16}
    vblendmps     zmm0{k7}, zmm1, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9]{k1}, zmm0
    add           rcx, 8
    add           r9, 0x10
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x80
constant1:
    dd 0x0
constant2:
    dd 0xffffff80
constant3:
    dd 0x7f

move run 16x8
code 96 bytes, constants 0 bytes, 21 instructions, 0 vpdpbusd
1 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 28 bytes, 7 instructions, 0 vpdpbusd, 1 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xff
    kmovq         k1, rax
    mov           rcx, [rdi+0x40]
    lea           rcx, [rcx+rsi*8]
    mov           r8, [rdi+0x48]
    imul          rax, rsi, 0x10
    add           r8, rax
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax+rax]
loop0:
    vmovdqu8      zmm0{k1}{z}, [rcx]
    vmovdqu8      [r8]{k1}, zmm0
    add           rcx, 8
    add           r8, 0x10
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret

deinterleave u8 to f32 cvt+mul channels 4x4 pixels 16x1
code 365 bytes, constants 95 bytes, 56 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 297 bytes, 43 instructions, 0 vpdpbusd, 15 loads, 4 stores

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
    dd 0x0, 0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0x80, 0x90, 0xa0, 0xb0, 0xc0, 0xd0, 0xe0, 0xf0
constant1:
    dd 0x3ca3d70a
constant2:
    dd 0xff
constant3:
    dd 0x80
