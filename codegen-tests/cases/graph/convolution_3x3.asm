interleave f32 to u8 mul channels 4x4 pixels 16x1
code 323 bytes, constants 133 bytes, 51 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 255 bytes, 38 instructions, 0 vpdpbusd, 9 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    vpbroadcastd  zmm0, [constant1]
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x190
    add           rcx, rax
    mov           r8, [rdi+0x48]
    lea           r8, [r8+rsi*4]
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax+rax]
loop0:
    vmovups       zmm1, [rcx]
    vmulps        zmm1{rne-sae}, zmm1, zmm0
    vpxord        zmm2, zmm2, zmm2
    vmaxps        zmm1, zmm1, zmm2
    vminps        zmm1, zmm1, [constant2]{1to16}
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vmovups       zmm2, [rcx+0x64]
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vpxord        zmm3, zmm3, zmm3
    vmaxps        zmm2, zmm2, zmm3
    vminps        zmm2, zmm2, [constant2]{1to16}
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vmovups       zmm3, [rcx+0xc8]
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm3, zmm3, zmm4
    vminps        zmm3, zmm3, [constant2]{1to16}
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vmovups       zmm4, [rcx+0x12c]
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
    add           rcx, 0x190
    add           r8, 4
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

interleave f32 to u8 mul channels 4x4 pixels 9x1
code 323 bytes, constants 133 bytes, 52 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 255 bytes, 38 instructions, 0 vpdpbusd, 9 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0x1ff
    kmovq         k1, rax
    vpbroadcastd  zmm0, [constant1]
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x190
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
    vmovups       zmm2{k1}{z}, [rcx+0x64]
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vpxord        zmm3, zmm3, zmm3
    vmaxps        zmm2, zmm2, zmm3
    vminps        zmm2, zmm2, [constant2]{1to16}
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vmovups       zmm3{k1}{z}, [rcx+0xc8]
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm3, zmm3, zmm4
    vminps        zmm3, zmm3, [constant2]{1to16}
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vmovups       zmm4{k1}{z}, [rcx+0x12c]
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
    add           rcx, 0x190
    add           r8, 4
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0x80, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0
constant1:
    dd 0x42480000
constant2:
    dd 0x437f0000

conv taps 2x2 channels 16 tile 1x1x16 on 1x1
code 258 bytes, constants 66 bytes, 44 instructions, 8 vpdpbusd
3 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 126 bytes, 20 instructions, 8 vpdpbusd, 16 loads, 0 stores

    cmp           rsi, rdx
    jae           exit
    mov           rcx, [rdi+0x50]
    mov           rsi, [rdi+0x40]
    mov           rdx, [rdi+0x48]
    mov           r8, [rdi+0x58]
    mov           r9, [rdi+0x60]
    vmovdqu32     zmm0, [rcx]
    mov           r10d, 2
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax+rax]
loop0:
    vpbroadcastd  zmm1, [rsi]
    vpdpbusd      zmm0, zmm1, [rdx]
    vpbroadcastd  zmm1, [rsi+4]
    vpdpbusd      zmm0, zmm1, [rdx+0x40]
    vpbroadcastd  zmm1, [rsi+8]
    vpdpbusd      zmm0, zmm1, [rdx+0x80]
    vpbroadcastd  zmm1, [rsi+0xc]
    vpdpbusd      zmm0, zmm1, [rdx+0xc0]
    vpbroadcastd  zmm1, [rsi+0x10]
    vpdpbusd      zmm0, zmm1, [rdx+0x100]
    vpbroadcastd  zmm1, [rsi+0x14]
    vpdpbusd      zmm0, zmm1, [rdx+0x140]
    vpbroadcastd  zmm1, [rsi+0x18]
    vpdpbusd      zmm0, zmm1, [rdx+0x180]
    vpbroadcastd  zmm1, [rsi+0x1c]
    vpdpbusd      zmm0, zmm1, [rdx+0x1c0]
    add           rsi, 0x50
    add           rdx, 0x300
    dec           r10d
    jne           loop0
    vmovups       zmm1, [r8]
    vpxord        zmm2, zmm2, zmm2
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm1
    vmaxps        zmm0, zmm0, zmm2
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9], zmm0
exit:
    vzeroupper
    ret
constant0:
    dd 0xff

conv taps 2x3 channels 16 tile 1x3x16 on 1x3
code 808 bytes, constants 28 bytes, 129 instructions, 36 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 570 bytes, 88 instructions, 36 vpdpbusd, 48 loads, 0 stores

    cmp           rsi, rdx
    jae           exit
    mov           rcx, [rdi+0x50]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x40]
    mov           r8, [rdi+0x58]
    mov           r9, [rdi+0x60]
    vmovdqu32     zmm0, [rcx]
    vmovdqa32     zmm1, zmm0
    vmovdqa32     zmm2, zmm0
    mov           r10d, 2
    nop           [rax+rax]
    xchg          ax, ax
loop0:
    vmovdqu8      zmm3, [rsi]
    vpbroadcastd  zmm4, [rdx]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x10]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x20]
    vpdpbusd      zmm2, zmm4, zmm3
    vmovdqu8      zmm3, [rsi+0x40]
    vpbroadcastd  zmm4, [rdx+4]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x14]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x24]
    vpdpbusd      zmm2, zmm4, zmm3
    vmovdqu8      zmm3, [rsi+0x80]
    vpbroadcastd  zmm4, [rdx+8]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x18]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x28]
    vpdpbusd      zmm2, zmm4, zmm3
    vmovdqu8      zmm3, [rsi+0xc0]
    vpbroadcastd  zmm4, [rdx+0xc]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x1c]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x2c]
    vpdpbusd      zmm2, zmm4, zmm3
    vmovdqu8      zmm3, [rsi+0x100]
    vpbroadcastd  zmm4, [rdx+0x10]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x20]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x30]
    vpdpbusd      zmm2, zmm4, zmm3
    vmovdqu8      zmm3, [rsi+0x140]
    vpbroadcastd  zmm4, [rdx+0x14]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x24]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x34]
    vpdpbusd      zmm2, zmm4, zmm3
    vmovdqu8      zmm3, [rsi+0x180]
    vpbroadcastd  zmm4, [rdx+0x18]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x28]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x38]
    vpdpbusd      zmm2, zmm4, zmm3
    vmovdqu8      zmm3, [rsi+0x1c0]
    vpbroadcastd  zmm4, [rdx+0x1c]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x2c]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x3c]
    vpdpbusd      zmm2, zmm4, zmm3
    vmovdqu8      zmm3, [rsi+0x200]
    vpbroadcastd  zmm4, [rdx+0x20]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x30]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x40]
    vpdpbusd      zmm2, zmm4, zmm3
    vmovdqu8      zmm3, [rsi+0x240]
    vpbroadcastd  zmm4, [rdx+0x24]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x34]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x44]
    vpdpbusd      zmm2, zmm4, zmm3
    vmovdqu8      zmm3, [rsi+0x280]
    vpbroadcastd  zmm4, [rdx+0x28]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x38]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x48]
    vpdpbusd      zmm2, zmm4, zmm3
    vmovdqu8      zmm3, [rsi+0x2c0]
    vpbroadcastd  zmm4, [rdx+0x2c]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x3c]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x4c]
    vpdpbusd      zmm2, zmm4, zmm3
    add           rsi, 0x300
    add           rdx, 0x50
    dec           r10d
    jne           loop0
    vmovups       zmm3, [r8]
    vpxord        zmm4, zmm4, zmm4
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm3
    vmaxps        zmm0, zmm0, zmm4
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm5, zmm5, zmm5
    vpmaxsd       zmm0, zmm0, zmm5
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm3
    vmaxps        zmm0, zmm0, zmm4
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9+0x10], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm2
    vmulps        zmm0{rne-sae}, zmm0, zmm3
    vmaxps        zmm0, zmm0, zmm4
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9+0x20], zmm0
exit:
    vzeroupper
    ret
constant0:
    dd 0xff

conv taps 3x2 channels 16 tile 3x1x16 on 3x1
code 624 bytes, constants 20 bytes, 101 instructions, 24 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 386 bytes, 60 instructions, 24 vpdpbusd, 32 loads, 0 stores

    cmp           rsi, rdx
    jae           exit
    mov           rcx, [rdi+0x50]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x40]
    mov           r8, [rdi+0x58]
    mov           r9, [rdi+0x60]
    vmovdqu32     zmm0, [rcx]
    vmovdqa32     zmm1, zmm0
    vmovdqa32     zmm2, zmm0
    mov           r10d, 3
    nop           [rax+rax]
    xchg          ax, ax
loop0:
    vmovdqu8      zmm3, [rsi]
    vpbroadcastd  zmm4, [rdx]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x50]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0xa0]
    vpdpbusd      zmm2, zmm4, zmm3
    vmovdqu8      zmm3, [rsi+0x40]
    vpbroadcastd  zmm4, [rdx+4]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x54]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0xa4]
    vpdpbusd      zmm2, zmm4, zmm3
    vmovdqu8      zmm3, [rsi+0x80]
    vpbroadcastd  zmm4, [rdx+8]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x58]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0xa8]
    vpdpbusd      zmm2, zmm4, zmm3
    vmovdqu8      zmm3, [rsi+0xc0]
    vpbroadcastd  zmm4, [rdx+0xc]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x5c]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0xac]
    vpdpbusd      zmm2, zmm4, zmm3
    vmovdqu8      zmm3, [rsi+0x100]
    vpbroadcastd  zmm4, [rdx+0x10]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x60]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0xb0]
    vpdpbusd      zmm2, zmm4, zmm3
    vmovdqu8      zmm3, [rsi+0x140]
    vpbroadcastd  zmm4, [rdx+0x14]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x64]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0xb4]
    vpdpbusd      zmm2, zmm4, zmm3
    vmovdqu8      zmm3, [rsi+0x180]
    vpbroadcastd  zmm4, [rdx+0x18]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x68]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0xb8]
    vpdpbusd      zmm2, zmm4, zmm3
    vmovdqu8      zmm3, [rsi+0x1c0]
    vpbroadcastd  zmm4, [rdx+0x1c]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x6c]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0xbc]
    vpdpbusd      zmm2, zmm4, zmm3
    add           rsi, 0x300
    add           rdx, 0x50
    dec           r10d
    jne           loop0
    vmovups       zmm3, [r8]
    vpxord        zmm4, zmm4, zmm4
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm3
    vmaxps        zmm0, zmm0, zmm4
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm5, zmm5, zmm5
    vpmaxsd       zmm0, zmm0, zmm5
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm3
    vmaxps        zmm0, zmm0, zmm4
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9+0x50], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm2
    vmulps        zmm0{rne-sae}, zmm0, zmm3
    vmaxps        zmm0, zmm0, zmm4
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9+0xa0], zmm0
exit:
    vzeroupper
    ret
constant0:
    dd 0xff

conv taps 3x3 channels 16 tile 3x3x16 on 3x3
code 2094 bytes, constants 22 bytes, 326 instructions, 108 vpdpbusd
12 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 1506 bytes, 232 instructions, 108 vpdpbusd, 120 loads, 0 stores

    cmp           rsi, rdx
    jae           exit
    mov           rcx, [rdi+0x50]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x40]
    mov           r8, [rdi+0x58]
    mov           r9, [rdi+0x60]
    vmovdqu32     zmm0, [rcx]
    vmovdqa32     zmm1, zmm0
    vmovdqa32     zmm2, zmm0
    vmovdqa32     zmm3, zmm0
    vmovdqa32     zmm4, zmm0
    vmovdqa32     zmm5, zmm0
    vmovdqa32     zmm6, zmm0
    vmovdqa32     zmm7, zmm0
    vmovdqa32     zmm8, zmm0
    mov           r10d, 3
    nop           [rax]
loop0:
    vmovdqu8      zmm9, [rsi]
    vpbroadcastd  zmm10, [rdx]
    vpdpbusd      zmm0, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x10]
    vpdpbusd      zmm1, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x20]
    vpdpbusd      zmm2, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x50]
    vpdpbusd      zmm3, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x60]
    vpdpbusd      zmm4, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x70]
    vpdpbusd      zmm5, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xa0]
    vpdpbusd      zmm6, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xb0]
    vpdpbusd      zmm7, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xc0]
    vpdpbusd      zmm8, zmm10, zmm9
    vmovdqu8      zmm9, [rsi+0x40]
    vpbroadcastd  zmm10, [rdx+4]
    vpdpbusd      zmm0, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x14]
    vpdpbusd      zmm1, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x24]
    vpdpbusd      zmm2, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x54]
    vpdpbusd      zmm3, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x64]
    vpdpbusd      zmm4, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x74]
    vpdpbusd      zmm5, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xa4]
    vpdpbusd      zmm6, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xb4]
    vpdpbusd      zmm7, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xc4]
    vpdpbusd      zmm8, zmm10, zmm9
    vmovdqu8      zmm9, [rsi+0x80]
    vpbroadcastd  zmm10, [rdx+8]
    vpdpbusd      zmm0, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x18]
    vpdpbusd      zmm1, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x28]
    vpdpbusd      zmm2, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x58]
    vpdpbusd      zmm3, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x68]
    vpdpbusd      zmm4, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x78]
    vpdpbusd      zmm5, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xa8]
    vpdpbusd      zmm6, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xb8]
    vpdpbusd      zmm7, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xc8]
    vpdpbusd      zmm8, zmm10, zmm9
    vmovdqu8      zmm9, [rsi+0xc0]
    vpbroadcastd  zmm10, [rdx+0xc]
    vpdpbusd      zmm0, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x1c]
    vpdpbusd      zmm1, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x2c]
    vpdpbusd      zmm2, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x5c]
    vpdpbusd      zmm3, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x6c]
    vpdpbusd      zmm4, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x7c]
    vpdpbusd      zmm5, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xac]
    vpdpbusd      zmm6, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xbc]
    vpdpbusd      zmm7, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xcc]
    vpdpbusd      zmm8, zmm10, zmm9
    vmovdqu8      zmm9, [rsi+0x100]
    vpbroadcastd  zmm10, [rdx+0x10]
    vpdpbusd      zmm0, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x20]
    vpdpbusd      zmm1, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x30]
    vpdpbusd      zmm2, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x60]
    vpdpbusd      zmm3, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x70]
    vpdpbusd      zmm4, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x80]
    vpdpbusd      zmm5, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xb0]
    vpdpbusd      zmm6, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xc0]
    vpdpbusd      zmm7, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xd0]
    vpdpbusd      zmm8, zmm10, zmm9
    vmovdqu8      zmm9, [rsi+0x140]
    vpbroadcastd  zmm10, [rdx+0x14]
    vpdpbusd      zmm0, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x24]
    vpdpbusd      zmm1, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x34]
    vpdpbusd      zmm2, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x64]
    vpdpbusd      zmm3, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x74]
    vpdpbusd      zmm4, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x84]
    vpdpbusd      zmm5, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xb4]
    vpdpbusd      zmm6, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xc4]
    vpdpbusd      zmm7, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xd4]
    vpdpbusd      zmm8, zmm10, zmm9
    vmovdqu8      zmm9, [rsi+0x180]
    vpbroadcastd  zmm10, [rdx+0x18]
    vpdpbusd      zmm0, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x28]
    vpdpbusd      zmm1, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x38]
    vpdpbusd      zmm2, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x68]
    vpdpbusd      zmm3, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x78]
    vpdpbusd      zmm4, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x88]
    vpdpbusd      zmm5, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xb8]
    vpdpbusd      zmm6, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xc8]
    vpdpbusd      zmm7, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xd8]
    vpdpbusd      zmm8, zmm10, zmm9
    vmovdqu8      zmm9, [rsi+0x1c0]
    vpbroadcastd  zmm10, [rdx+0x1c]
    vpdpbusd      zmm0, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x2c]
    vpdpbusd      zmm1, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x3c]
    vpdpbusd      zmm2, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x6c]
    vpdpbusd      zmm3, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x7c]
    vpdpbusd      zmm4, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x8c]
    vpdpbusd      zmm5, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xbc]
    vpdpbusd      zmm6, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xcc]
    vpdpbusd      zmm7, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xdc]
    vpdpbusd      zmm8, zmm10, zmm9
    vmovdqu8      zmm9, [rsi+0x200]
    vpbroadcastd  zmm10, [rdx+0x20]
    vpdpbusd      zmm0, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x30]
    vpdpbusd      zmm1, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x40]
    vpdpbusd      zmm2, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x70]
    vpdpbusd      zmm3, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x80]
    vpdpbusd      zmm4, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x90]
    vpdpbusd      zmm5, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xc0]
    vpdpbusd      zmm6, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xd0]
    vpdpbusd      zmm7, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xe0]
    vpdpbusd      zmm8, zmm10, zmm9
    vmovdqu8      zmm9, [rsi+0x240]
    vpbroadcastd  zmm10, [rdx+0x24]
    vpdpbusd      zmm0, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x34]
    vpdpbusd      zmm1, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x44]
    vpdpbusd      zmm2, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x74]
    vpdpbusd      zmm3, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x84]
    vpdpbusd      zmm4, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x94]
    vpdpbusd      zmm5, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xc4]
    vpdpbusd      zmm6, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xd4]
    vpdpbusd      zmm7, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xe4]
    vpdpbusd      zmm8, zmm10, zmm9
    vmovdqu8      zmm9, [rsi+0x280]
    vpbroadcastd  zmm10, [rdx+0x28]
    vpdpbusd      zmm0, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x38]
    vpdpbusd      zmm1, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x48]
    vpdpbusd      zmm2, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x78]
    vpdpbusd      zmm3, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x88]
    vpdpbusd      zmm4, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x98]
    vpdpbusd      zmm5, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xc8]
    vpdpbusd      zmm6, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xd8]
    vpdpbusd      zmm7, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xe8]
    vpdpbusd      zmm8, zmm10, zmm9
    vmovdqu8      zmm9, [rsi+0x2c0]
    vpbroadcastd  zmm10, [rdx+0x2c]
    vpdpbusd      zmm0, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x3c]
    vpdpbusd      zmm1, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x4c]
    vpdpbusd      zmm2, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x7c]
    vpdpbusd      zmm3, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x8c]
    vpdpbusd      zmm4, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x9c]
    vpdpbusd      zmm5, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xcc]
    vpdpbusd      zmm6, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xdc]
    vpdpbusd      zmm7, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xec]
    vpdpbusd      zmm8, zmm10, zmm9
    add           rsi, 0x300
    add           rdx, 0x50
    dec           r10d
    jne           loop0
    vmovups       zmm9, [r8]
    vpxord        zmm10, zmm10, zmm10
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm9
    vmaxps        zmm0, zmm0, zmm10
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm11, zmm11, zmm11
    vpmaxsd       zmm0, zmm0, zmm11
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm9
    vmaxps        zmm0, zmm0, zmm10
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9+0x10], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm2
    vmulps        zmm0{rne-sae}, zmm0, zmm9
    vmaxps        zmm0, zmm0, zmm10
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9+0x20], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm3
    vmulps        zmm0{rne-sae}, zmm0, zmm9
    vmaxps        zmm0, zmm0, zmm10
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9+0x50], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm4
    vmulps        zmm0{rne-sae}, zmm0, zmm9
    vmaxps        zmm0, zmm0, zmm10
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9+0x60], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm5
    vmulps        zmm0{rne-sae}, zmm0, zmm9
    vmaxps        zmm0, zmm0, zmm10
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9+0x70], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm6
    vmulps        zmm0{rne-sae}, zmm0, zmm9
    vmaxps        zmm0, zmm0, zmm10
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9+0xa0], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm7
    vmulps        zmm0{rne-sae}, zmm0, zmm9
    vmaxps        zmm0, zmm0, zmm10
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9+0xb0], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm8
    vmulps        zmm0{rne-sae}, zmm0, zmm9
    vmaxps        zmm0, zmm0, zmm10
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9+0xc0], zmm0
exit:
    vzeroupper
    ret
constant0:
    dd 0xff

deinterleave u8 to f32 cvt+mul channels 4x4 pixels 16x1
code 334 bytes, constants 122 bytes, 52 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 266 bytes, 39 instructions, 0 vpdpbusd, 11 loads, 4 stores

    cmp           rsi, rdx
    jae           exit
    vpbroadcastd  zmm0, [constant1]
    mov           rcx, [rdi+0x40]
    lea           rcx, [rcx+rsi*4]
    mov           r8, [rdi+0x48]
    imul          rax, rsi, 0x190
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
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm0
    vmovdqa32     zmm2, [constant0]
    kxnorw        k7, k7, k7
    vpxord        zmm3, zmm3, zmm3
    vgatherdps    zmm3, k7, [rcx+zmm2]
    vpsrld        zmm2, zmm3, 8
    vpandd        zmm2, zmm2, [constant2]{1to16}
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vmovdqa32     zmm3, [constant0]
    kxnorw        k7, k7, k7
    vpxord        zmm4, zmm4, zmm4
    vgatherdps    zmm4, k7, [rcx+zmm3]
    vpsrld        zmm3, zmm4, 0x10
    vpandd        zmm3, zmm3, [constant2]{1to16}
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vmovdqa32     zmm4, [constant0]
    kxnorw        k7, k7, k7
    vpxord        zmm5, zmm5, zmm5
    vgatherdps    zmm5, k7, [rcx+zmm4]
    vpsrld        zmm4, zmm5, 0x18
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm4{rne-sae}, zmm4, zmm0
    vmovups       [r8], zmm1
    vmovups       [r8+0x64], zmm2
    vmovups       [r8+0xc8], zmm3
    vmovups       [r8+0x12c], zmm4
    add           rcx, 4
    add           r8, 0x190
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

deinterleave u8 to f32 cvt+mul channels 4x4 pixels 9x1
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
    imul          rax, rsi, 0x190
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
    vmovups       [r8+0x64]{k1}, zmm2
    vmovups       [r8+0xc8]{k1}, zmm3
    vmovups       [r8+0x12c]{k1}, zmm4
    add           rcx, 4
    add           r8, 0x190
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0x80, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0
constant1:
    dd 0x3dcccccd
constant2:
    dd 0xff
