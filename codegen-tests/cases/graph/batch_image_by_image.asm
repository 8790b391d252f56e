interleave f32 to u8 mul channels 4x1 pixels 16x4096
code 305 bytes, constants 23 bytes, 49 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 237 bytes, 36 instructions, 0 vpdpbusd, 8 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    vpbroadcastd  zmm0, [constant0]
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x40
    add           rcx, rax
    mov           r8, [rdi+0x48]
    imul          rax, rsi, 0x40
    add           r8, rax
    nop           [rax+rax]
    nop           [rax+rax]
loop0:
    vmovups       zmm1, [rcx]
    vmulps        zmm1{rne-sae}, zmm1, zmm0
    vpxord        zmm2, zmm2, zmm2
    vmaxps        zmm1, zmm1, zmm2
    vminps        zmm1, zmm1, [constant1]{1to16}
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vmovups       zmm2, [rcx+0x40000]
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vpxord        zmm3, zmm3, zmm3
    vmaxps        zmm2, zmm2, zmm3
    vminps        zmm2, zmm2, [constant1]{1to16}
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vmovups       zmm3, [rcx+0x80000]
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm3, zmm3, zmm4
    vminps        zmm3, zmm3, [constant1]{1to16}
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vmovups       zmm4, [rcx+0xc0000]
    vmulps        zmm4{rne-sae}, zmm4, zmm0
    vpxord        zmm5, zmm5, zmm5
    vmaxps        zmm4, zmm4, zmm5
    vminps        zmm4, zmm4, [constant1]{1to16}
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vpslld        zmm2, zmm2, 8
    vpord         zmm1, zmm1, zmm2
    vpslld        zmm2, zmm3, 0x10
    vpord         zmm1, zmm1, zmm2
    vpslld        zmm2, zmm4, 0x18
    vpord         zmm1, zmm1, zmm2
    vmovdqu32     [r8], zmm1
    add           rcx, 0x40
    add           r8, 0x40
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x41200000
constant1:
    dd 0x437f0000

max_pool u8 taps 256x256/1 by 16 on 1x1
code 100 bytes, constants 0 bytes, 22 instructions, 0 vpdpbusd
2 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 21 bytes, 5 instructions, 0 vpdpbusd, 1 loads, 0 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xf
    kmovq         k1, rax
    mov           rcx, [rdi+0x40]
    mov           rsi, [rdi+0x40]
    mov           rdx, [rdi+0x48]
    vmovdqu8      zmm0{k1}{z}, [rcx]
    mov           r8d, 0x100
loop0:
    mov           r9d, 0x100
    nop           [rax+rax]
    nop           [rax+rax]
loop1:
    vmovdqu8      zmm1{k1}{z}, [rsi]
    vpmaxub       zmm0, zmm0, zmm1
    add           rsi, 4
    dec           r9d
    jne           loop1
    dec           r8d
    jne           loop0
    vmovdqu8      [rdx]{k1}, zmm0
exit:
    vzeroupper
    ret

fc taps 1x1 channels 4 tile 1x3x16 on 1x3
code 153 bytes, constants 43 bytes, 27 instructions, 3 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           rcx, [rdi+0x48]
    mov           rsi, [rdi+0x40]
    mov           rdx, [rdi+0x50]
    vpxord        zmm0, zmm0, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpxord        zmm2, zmm2, zmm2
    vmovdqu8      zmm3, [rcx]
    vpbroadcastd  zmm4, [rsi]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rsi+4]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rsi+8]
    vpdpbusd      zmm2, zmm4, zmm3
    vpbroadcastd  zmm3, [constant0]
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm3
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm3
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmulps        zmm2{rne-sae}, zmm2, zmm3
    vmovups       [rdx], zmm0
    vmovups       [rdx+0x40], zmm1
    vmovups       [rdx+0x80], zmm2
exit:
    vzeroupper
    ret
constant0:
    dd 0x3f000000
