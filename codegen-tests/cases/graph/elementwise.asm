interleave f32 to u8 mul channels 4x5 pixels 9x1
code 323 bytes, constants 133 bytes, 52 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 255 bytes, 38 instructions, 0 vpdpbusd, 9 loads, 1 stores

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
    vpxord        zmm2, zmm2, zmm2
    vmaxps        zmm1, zmm1, zmm2
    vminps        zmm1, zmm1, [constant2]{1to16}
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vmovups       zmm2{k1}{z}, [rcx+0x24]
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vpxord        zmm3, zmm3, zmm3
    vmaxps        zmm2, zmm2, zmm3
    vminps        zmm2, zmm2, [constant2]{1to16}
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vmovups       zmm3{k1}{z}, [rcx+0x48]
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm3, zmm3, zmm4
    vminps        zmm3, zmm3, [constant2]{1to16}
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vmovups       zmm4{k1}{z}, [rcx+0x6c]
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
    dd 0x42480000
constant2:
    dd 0x437f0000

interleave f32 to u8 mul channels 4x5 pixels 9x1 #2
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

map u8 to u8 flat cvt+mul+residual by 64 on 2
code 400 bytes, constants 128 bytes, 65 instructions, 0 vpdpbusd
7 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 300 bytes, 47 instructions, 0 vpdpbusd, 14 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    vpbroadcastd  zmm0, [constant1]
    vpbroadcastd  zmm1, [constant2]
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x40
    add           rcx, rax
    mov           r8, [rdi+0x48]
    imul          rax, rsi, 0x40
    add           r8, rax
    mov           r9, [rdi+0x50]
    imul          rax, rsi, 0x40
    add           r9, rax
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax]
loop0:
    vpmovzxbd     zmm2, [rcx]
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vpmovzxbd     zmm3, [r8]
    vpsubd        zmm3, zmm3, [constant3]{1to16}
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vfmadd231ps   zmm2{rne-sae}, zmm3, zmm1
    vpmovzxbd     zmm3, [rcx+0x10]
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vpmovzxbd     zmm4, [r8+0x10]
    vpsubd        zmm4, zmm4, [constant3]{1to16}
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vfmadd231ps   zmm3{rne-sae}, zmm4, zmm1
    vpmovzxbd     zmm4, [rcx+0x20]
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm4{rne-sae}, zmm4, zmm0
    vpmovzxbd     zmm5, [r8+0x20]
    vpsubd        zmm5, zmm5, [constant3]{1to16}
    vcvtdq2ps     zmm5{rne-sae}, zmm5
    vfmadd231ps   zmm4{rne-sae}, zmm5, zmm1
    vpmovzxbd     zmm5, [rcx+0x30]
    vcvtdq2ps     zmm5{rne-sae}, zmm5
    vmulps        zmm5{rne-sae}, zmm5, zmm0
    vpmovzxbd     zmm6, [r8+0x30]
    vpsubd        zmm6, zmm6, [constant3]{1to16}
    vcvtdq2ps     zmm6{rne-sae}, zmm6
    vfmadd231ps   zmm5{rne-sae}, zmm6, zmm1
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vpackssdw     zmm2, zmm2, zmm3
    vpackssdw     zmm3, zmm4, zmm5
    vpbroadcastd  zmm4, [constant4]
    vpaddsw       zmm2, zmm2, zmm4
    vpaddsw       zmm3, zmm3, zmm4
    vpackuswb     zmm2, zmm2, zmm3
    vmovdqa32     zmm3, [constant0]
    vpermd        zmm3, zmm3, zmm2
    vmovdqu8      [r9], zmm3
    add           rcx, 0x40
    add           r8, 0x40
    add           r9, 0x40
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x4, 0x8, 0xc, 0x1, 0x5, 0x9, 0xd, 0x2, 0x6, 0xa, 0xe, 0x3, 0x7, 0xb, 0xf
constant1:
    dd 0x3ecccccd
constant2:
    dd 0x3f4ccccd
constant3:
    dd 0x80
constant4:
    dd 0x800080

map u8 to u8 flat cvt+mul+residual by 52 on 1
code 346 bytes, constants 118 bytes, 54 instructions, 0 vpdpbusd
7 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xf
    kmovq         k1, rax
    mov           rax, 0xfffffffffffff
    kmovq         k2, rax
    vpbroadcastd  zmm0, [constant1]
    vpbroadcastd  zmm1, [constant2]
    mov           rcx, [rdi+0x40]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x50]
    vpmovzxbd     zmm2, [rcx]
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vpmovzxbd     zmm3, [rsi]
    vpsubd        zmm3, zmm3, [constant3]{1to16}
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vfmadd231ps   zmm2{rne-sae}, zmm3, zmm1
    vpmovzxbd     zmm3, [rcx+0x10]
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vpmovzxbd     zmm4, [rsi+0x10]
    vpsubd        zmm4, zmm4, [constant3]{1to16}
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vfmadd231ps   zmm3{rne-sae}, zmm4, zmm1
    vpmovzxbd     zmm4, [rcx+0x20]
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm4{rne-sae}, zmm4, zmm0
    vpmovzxbd     zmm5, [rsi+0x20]
    vpsubd        zmm5, zmm5, [constant3]{1to16}
    vcvtdq2ps     zmm5{rne-sae}, zmm5
    vfmadd231ps   zmm4{rne-sae}, zmm5, zmm1
    vpmovzxbd     zmm5{k1}{z}, [rcx+0x30]
    vcvtdq2ps     zmm5{rne-sae}, zmm5
    vmulps        zmm5{rne-sae}, zmm5, zmm0
    vpmovzxbd     zmm6{k1}{z}, [rsi+0x30]
    vpsubd        zmm6, zmm6, [constant3]{1to16}
    vcvtdq2ps     zmm6{rne-sae}, zmm6
    vfmadd231ps   zmm5{rne-sae}, zmm6, zmm1
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vpackssdw     zmm2, zmm2, zmm3
    vpackssdw     zmm3, zmm4, zmm5
    vpbroadcastd  zmm4, [constant4]
    vpaddsw       zmm2, zmm2, zmm4
    vpaddsw       zmm3, zmm3, zmm4
    vpackuswb     zmm2, zmm2, zmm3
    vmovdqa32     zmm3, [constant0]
    vpermd        zmm3, zmm3, zmm2
    vmovdqu8      [rdx]{k2}, zmm3
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x4, 0x8, 0xc, 0x1, 0x5, 0x9, 0xd, 0x2, 0x6, 0xa, 0xe, 0x3, 0x7, 0xb, 0xf
constant1:
    dd 0x3ecccccd
constant2:
    dd 0x3f4ccccd
constant3:
    dd 0x80
constant4:
    dd 0x800080

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

table by 52 on 1
code 102 bytes, constants 0 bytes, 19 instructions, 0 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           rax, 0xfffffffffffff
    kmovq         k1, rax
    mov           rcx, [rdi+0x48]
    vmovdqu8      zmm0, [rcx]
    vmovdqu8      zmm1, [rcx+0x40]
    vmovdqu8      zmm2, [rcx+0x80]
    vmovdqu8      zmm3, [rcx+0xc0]
    mov           rcx, [rdi+0x40]
    mov           rsi, [rdi+0x50]
    vmovdqu8      zmm4{k1}{z}, [rcx]
    vpmovb2m      k7, zmm4
    knotq         k6, k7
    vpermi2b      zmm4{k7}, zmm2, zmm3
    vpermi2b      zmm4{k6}, zmm0, zmm1
    vmovdqu8      [rsi]{k1}, zmm4
exit:
    vzeroupper
    ret

copy 20x1 on 9
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
