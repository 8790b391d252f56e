move join 35x20
code 206 bytes, constants 114 bytes, 36 instructions, 0 vpdpbusd
2 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 112 bytes, 17 instructions, 0 vpdpbusd, 5 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x10
    add           rcx, rax
    mov           r8, [rdi+0x48]
    imul          rax, rsi, 0x140
    add           r8, rax
loop0:
    mov           r9d, 5
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax]
loop1:
    vpmovzxbd     zmm0, [rcx]
    vpmovzxbd     zmm1, [rcx+0x23]
    vpslld        zmm1, zmm1, 8
    vpord         zmm0, zmm0, zmm1
    vpmovzxbd     zmm1, [rcx+0x46]
    vpslld        zmm1, zmm1, 0x10
    vpord         zmm0, zmm0, zmm1
    vpmovzxbd     zmm1, [rcx+0x69]
    vpslld        zmm1, zmm1, 0x18
    vpord         zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    kxnorw        k7, k7, k7
    vpscatterdd   [r8+zmm1], k7, zmm0
    add           rcx, 0x8c
    add           r8, 4
    dec           r9d
    jne           loop1
    add           rcx, -0x2ac
    add           r8, 0x12c
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x14, 0x28, 0x3c, 0x50, 0x64, 0x78, 0x8c, 0xa0, 0xb4, 0xc8, 0xdc, 0xf0, 0x104, 0x118, 0x12c

move join 35x20 #2
code 152 bytes, constants 104 bytes, 26 instructions, 0 vpdpbusd
2 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 116 bytes, 17 instructions, 0 vpdpbusd, 5 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 7
    kmovq         k1, rax
    mov           rcx, [rdi+0x40]
    mov           rsi, [rdi+0x48]
    mov           edx, 5
loop0:
    vpmovzxbd     zmm0{k1}{z}, [rcx+0x20]
    vpmovzxbd     zmm1{k1}{z}, [rcx+0x43]
    vpslld        zmm1, zmm1, 8
    vpord         zmm0, zmm0, zmm1
    vpmovzxbd     zmm1{k1}{z}, [rcx+0x66]
    vpslld        zmm1, zmm1, 0x10
    vpord         zmm0, zmm0, zmm1
    vpmovzxbd     zmm1{k1}{z}, [rcx+0x89]
    vpslld        zmm1, zmm1, 0x18
    vpord         zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    kmovw         k7, k1
    vpscatterdd   [rsi+zmm1+0x280], k7, zmm0
    add           rcx, 0x8c
    add           rsi, 4
    dec           edx
    jne           loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x14, 0x28, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0

map u8 to u8 flat copy by 64 on 10
code 217 bytes, constants 111 bytes, 35 instructions, 0 vpdpbusd
4 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 149 bytes, 22 instructions, 0 vpdpbusd, 10 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x40
    add           rcx, rax
    mov           r8, [rdi+0x48]
    imul          rax, rsi, 0x40
    add           r8, rax
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax+rax]
loop0:
    vpmovzxbd     zmm0, [rcx]
    vpsubd        zmm0, zmm0, [constant1]{1to16}
    vpmovzxbd     zmm1, [rcx+0x10]
    vpsubd        zmm1, zmm1, [constant1]{1to16}
    vpmovzxbd     zmm2, [rcx+0x20]
    vpsubd        zmm2, zmm2, [constant1]{1to16}
    vpmovzxbd     zmm3, [rcx+0x30]
    vpsubd        zmm3, zmm3, [constant1]{1to16}
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpbroadcastd  zmm2, [constant2]
    vpaddsw       zmm0, zmm0, zmm2
    vpaddsw       zmm1, zmm1, zmm2
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r8], zmm1
    add           rcx, 0x40
    add           r8, 0x40
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x4, 0x8, 0xc, 0x1, 0x5, 0x9, 0xd, 0x2, 0x6, 0xa, 0xe, 0x3, 0x7, 0xb, 0xf
constant1:
    dd 0x3
constant2:
    dd 0x30003

map u8 to u8 flat copy by 60 on 1
code 175 bytes, constants 89 bytes, 27 instructions, 0 vpdpbusd
4 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xfff
    kmovq         k1, rax
    mov           rax, 0xfffffffffffffff
    kmovq         k2, rax
    mov           rcx, [rdi+0x40]
    mov           rsi, [rdi+0x48]
    vpmovzxbd     zmm0, [rcx]
    vpsubd        zmm0, zmm0, [constant1]{1to16}
    vpmovzxbd     zmm1, [rcx+0x10]
    vpsubd        zmm1, zmm1, [constant1]{1to16}
    vpmovzxbd     zmm2, [rcx+0x20]
    vpsubd        zmm2, zmm2, [constant1]{1to16}
    vpmovzxbd     zmm3{k1}{z}, [rcx+0x30]
    vpsubd        zmm3, zmm3, [constant1]{1to16}
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpbroadcastd  zmm2, [constant2]
    vpaddsw       zmm0, zmm0, zmm2
    vpaddsw       zmm1, zmm1, zmm2
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [rsi]{k2}, zmm1
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x4, 0x8, 0xc, 0x1, 0x5, 0x9, 0xd, 0x2, 0x6, 0xa, 0xe, 0x3, 0x7, 0xb, 0xf
constant1:
    dd 0x3
constant2:
    dd 0x30003

map u8 to f32 flat cvt+mul by 64 on 10
code 233 bytes, constants 31 bytes, 38 instructions, 0 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 165 bytes, 25 instructions, 0 vpdpbusd, 8 loads, 4 stores

    cmp           rsi, rdx
    jae           exit
    vpbroadcastd  zmm0, [constant0]
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x40
    add           rcx, rax
    mov           r8, [rdi+0x48]
    imul          rax, rsi, 0x100
    add           r8, rax
    nop           [rax+rax]
    nop           [rax+rax]
loop0:
    vpmovzxbd     zmm1, [rcx]
    vpsubd        zmm1, zmm1, [constant1]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm0
    vpmovzxbd     zmm2, [rcx+0x10]
    vpsubd        zmm2, zmm2, [constant1]{1to16}
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vpmovzxbd     zmm3, [rcx+0x20]
    vpsubd        zmm3, zmm3, [constant1]{1to16}
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vpmovzxbd     zmm4, [rcx+0x30]
    vpsubd        zmm4, zmm4, [constant1]{1to16}
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm4{rne-sae}, zmm4, zmm0
    vmovups       [r8], zmm1
    vmovups       [r8+0x40], zmm2
    vmovups       [r8+0x80], zmm3
    vmovups       [r8+0xc0], zmm4
    add           rcx, 0x40
    add           r8, 0x100
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x3f000000
constant1:
    dd 0x3

map u8 to f32 flat cvt+mul by 60 on 1
code 183 bytes, constants 17 bytes, 29 instructions, 0 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xfff
    kmovq         k1, rax
    vpbroadcastd  zmm0, [constant0]
    mov           rcx, [rdi+0x40]
    mov           rsi, [rdi+0x48]
    vpmovzxbd     zmm1, [rcx]
    vpsubd        zmm1, zmm1, [constant1]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm0
    vpmovzxbd     zmm2, [rcx+0x10]
    vpsubd        zmm2, zmm2, [constant1]{1to16}
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vpmovzxbd     zmm3, [rcx+0x20]
    vpsubd        zmm3, zmm3, [constant1]{1to16}
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vpmovzxbd     zmm4{k1}{z}, [rcx+0x30]
    vpsubd        zmm4, zmm4, [constant1]{1to16}
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm4{rne-sae}, zmm4, zmm0
    vmovups       [rsi], zmm1
    vmovups       [rsi+0x40], zmm2
    vmovups       [rsi+0x80], zmm3
    vmovups       [rsi+0xc0]{k1}, zmm4
exit:
    vzeroupper
    ret
constant0:
    dd 0x3f000000
constant1:
    dd 0x3

move words 20x35
code 221 bytes, constants 163 bytes, 41 instructions, 0 vpdpbusd
2 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 49 bytes, 9 instructions, 0 vpdpbusd, 2 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 7
    kmovq         k1, rax
    mov           rcx, [rdi+0x40]
    lea           rcx, [rcx+rsi*4]
    mov           r8, [rdi+0x48]
    imul          rax, rsi, 0x8c
    add           r8, rax
    mov           r9, [rdi+0x40]
    lea           r9, [r9+rsi*4]
    mov           r10, [rdi+0x48]
    imul          rax, rsi, 0x8c
    add           r10, rax
loop0:
    mov           r11d, 2
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax+rax]
loop1:
    vmovdqa32     zmm0, [constant0]
    kxnorw        k7, k7, k7
    vpxord        zmm1, zmm1, zmm1
    vgatherdps    zmm1, k7, [rcx+zmm0]
    vmovdqu32     [r8], zmm1
    add           rcx, 0x500
    add           r8, 0x40
    dec           r11d
    jne           loop1
    vmovdqa32     zmm0, [constant1]
    kmovw         k7, k1
    vpxord        zmm1, zmm1, zmm1
    vgatherdps    zmm1, k7, [r9+zmm0+0xa00]
    vmovdqu32     [r10+0x80]{k1}, zmm1
    add           rcx, -0x9fc
    add           r8, 0xc
    add           r9, 4
    add           r10, 0x8c
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x50, 0xa0, 0xf0, 0x140, 0x190, 0x1e0, 0x230, 0x280, 0x2d0, 0x320, 0x370, 0x3c0, 0x410, 0x460, 0x4b0
constant1:
    dd 0x0, 0x50, 0xa0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0
