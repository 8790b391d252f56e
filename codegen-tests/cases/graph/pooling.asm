interleave f32 to u8 mul channels 4x4 pixels 16x2
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
    dd 0x437f0000

interleave f32 to u8 mul channels 4x4 pixels 4x1
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
    dd 0x0, 0x10, 0x20, 0x30, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0
constant1:
    dd 0x42480000
constant2:
    dd 0x437f0000

max_pool u8 taps 2x2/2 by 16 on 3x3
code 153 bytes, constants 0 bytes, 31 instructions, 0 vpdpbusd
2 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 73 bytes, 12 instructions, 0 vpdpbusd, 4 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xffff
    kmovq         k1, rax
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0xc0
    add           rcx, rax
    mov           r8, [rdi+0x48]
    imul          rax, rsi, 0x30
    add           r8, rax
loop0:
    mov           r9d, 3
    nop           [rax+rax]
    xchg          ax, ax
loop1:
    vmovdqu8      zmm0{k1}{z}, [rcx]
    vmovdqu8      zmm1{k1}{z}, [rcx+0x10]
    vpmaxub       zmm0, zmm0, zmm1
    vmovdqu8      zmm1{k1}{z}, [rcx+0x60]
    vpmaxub       zmm0, zmm0, zmm1
    vmovdqu8      zmm1{k1}{z}, [rcx+0x70]
    vpmaxub       zmm0, zmm0, zmm1
    vmovdqu32     [r8], xmm0
    add           rcx, 0x20
    add           r8, 0x10
    dec           r9d
    jne           loop1
    add           rcx, 0x60
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret

sum_pool u8 taps 3x3/1 by 16 on 1x1
code 187 bytes, constants 13 bytes, 31 instructions, 0 vpdpbusd
4 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    vpbroadcastd  zmm0, [constant0]
    vpbroadcastd  zmm1, [constant1]
    mov           rcx, [rdi+0x40]
    mov           rsi, [rdi+0x48]
    vpxord        zmm2, zmm2, zmm2
    vpmovzxbd     zmm3, [rcx]
    vpaddd        zmm2, zmm2, zmm3
    vpmovzxbd     zmm3, [rcx+0x10]
    vpaddd        zmm2, zmm2, zmm3
    vpmovzxbd     zmm3, [rcx+0x20]
    vpaddd        zmm2, zmm2, zmm3
    vpmovzxbd     zmm3, [rcx+0x30]
    vpaddd        zmm2, zmm2, zmm3
    vpmovzxbd     zmm3, [rcx+0x40]
    vpaddd        zmm2, zmm2, zmm3
    vpmovzxbd     zmm3, [rcx+0x50]
    vpaddd        zmm2, zmm2, zmm3
    vpmovzxbd     zmm3, [rcx+0x60]
    vpaddd        zmm2, zmm2, zmm3
    vpmovzxbd     zmm3, [rcx+0x70]
    vpaddd        zmm2, zmm2, zmm3
    vpmovzxbd     zmm3, [rcx+0x80]
    vpaddd        zmm2, zmm2, zmm3
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vdivps        zmm2{rne-sae}, zmm2, zmm0
    vmulps        zmm2{rne-sae}, zmm2, zmm1
    vmovups       [rsi], zmm2
exit:
    vzeroupper
    ret
constant0:
    dd 0x41100000
constant1:
    dd 0x3ca3d70a

map f32 to f32 flat copy by 16 on 1
code 33 bytes, constants 0 bytes, 8 instructions, 0 vpdpbusd
1 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           rcx, [rdi+0x40]
    mov           rsi, [rdi+0x48]
    vmovups       zmm0, [rcx]
    vmovups       [rsi], zmm0
exit:
    vzeroupper
    ret
