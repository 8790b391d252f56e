interleave f32 to u8 mul channels 4x6 pixels 16x1
code 355 bytes, constants 109 bytes, 51 instructions, 0 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 287 bytes, 38 instructions, 0 vpdpbusd, 17 loads, 1 stores

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
    vmaxps        zmm1, zmm1, [constant2]{1to16}
    vminps        zmm1, zmm1, [constant3]{1to16}
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpaddd        zmm1, zmm1, [constant4]{1to16}
    vmovups       zmm2, [rcx+0x64]
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vmaxps        zmm2, zmm2, [constant2]{1to16}
    vminps        zmm2, zmm2, [constant3]{1to16}
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vpaddd        zmm2, zmm2, [constant4]{1to16}
    vmovups       zmm3, [rcx+0xc8]
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vmaxps        zmm3, zmm3, [constant2]{1to16}
    vminps        zmm3, zmm3, [constant3]{1to16}
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpaddd        zmm3, zmm3, [constant4]{1to16}
    vmovups       zmm4, [rcx+0x12c]
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
    add           rcx, 0x190
    add           r8, 4
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x18, 0x30, 0x48, 0x60, 0x78, 0x90, 0xa8, 0xc0, 0xd8, 0xf0, 0x108, 0x120, 0x138, 0x150, 0x168
constant1:
    dd 0x42480000
constant2:
    dd 0xc3000000
constant3:
    dd 0x42fe0000
constant4:
    dd 0x80

interleave f32 to u8 mul channels 4x6 pixels 9x1
code 355 bytes, constants 109 bytes, 52 instructions, 0 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 287 bytes, 38 instructions, 0 vpdpbusd, 17 loads, 1 stores

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
    vmaxps        zmm1, zmm1, [constant2]{1to16}
    vminps        zmm1, zmm1, [constant3]{1to16}
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpaddd        zmm1, zmm1, [constant4]{1to16}
    vmovups       zmm2{k1}{z}, [rcx+0x64]
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vmaxps        zmm2, zmm2, [constant2]{1to16}
    vminps        zmm2, zmm2, [constant3]{1to16}
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vpaddd        zmm2, zmm2, [constant4]{1to16}
    vmovups       zmm3{k1}{z}, [rcx+0xc8]
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vmaxps        zmm3, zmm3, [constant2]{1to16}
    vminps        zmm3, zmm3, [constant3]{1to16}
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpaddd        zmm3, zmm3, [constant4]{1to16}
    vmovups       zmm4{k1}{z}, [rcx+0x12c]
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
    add           rcx, 0x190
    add           r8, 4
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x18, 0x30, 0x48, 0x60, 0x78, 0x90, 0xa8, 0xc0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0
constant1:
    dd 0x42480000
constant2:
    dd 0xc3000000
constant3:
    dd 0x42fe0000
constant4:
    dd 0x80

conv taps 2x2 channels 6 tile 1x1x16 on 1x1
code 190 bytes, constants 6 bytes, 35 instructions, 4 vpdpbusd
2 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 70 bytes, 12 instructions, 4 vpdpbusd, 8 loads, 0 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xff
    kmovq         k1, rax
    mov           rcx, [rdi+0x50]
    mov           rsi, [rdi+0x40]
    mov           rdx, [rdi+0x48]
    mov           r8, [rdi+0x58]
    mov           r9, [rdi+0x60]
    vmovdqu32     zmm0, [rcx]
    mov           r10d, 2
    nop           [rax+rax]
    nop           [rax]
loop0:
    vpbroadcastd  zmm1, [rsi]
    vpdpbusd      zmm0, zmm1, [rdx]
    vpbroadcastd  zmm1, [rsi+4]
    vpdpbusd      zmm0, zmm1, [rdx+0x40]
    vpbroadcastd  zmm1, [rsi+0x18]
    vpdpbusd      zmm0, zmm1, [rdx+0x80]
    vpbroadcastd  zmm1, [rsi+0x1c]
    vpdpbusd      zmm0, zmm1, [rdx+0xc0]
    add           rsi, 0x78
    add           rdx, 0x180
    dec           r10d
    jne           loop0
    vmovups       zmm1, [r8]
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9]{k1}, zmm0
exit:
    vzeroupper
    ret
constant0:
    dd 0xff

conv taps 2x3 channels 6 tile 1x3x16 on 1x3
code 508 bytes, constants 8 bytes, 84 instructions, 18 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 294 bytes, 46 instructions, 18 vpdpbusd, 24 loads, 0 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xff
    kmovq         k1, rax
    mov           rcx, [rdi+0x50]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x40]
    mov           r8, [rdi+0x58]
    mov           r9, [rdi+0x60]
    vmovdqu32     zmm0, [rcx]
    vmovdqa32     zmm1, zmm0
    vmovdqa32     zmm2, zmm0
    mov           r10d, 2
    nop
loop0:
    vmovdqu8      zmm3, [rsi]
    vpbroadcastd  zmm4, [rdx]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x18]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x30]
    vpdpbusd      zmm2, zmm4, zmm3
    vmovdqu8      zmm3, [rsi+0x40]
    vpbroadcastd  zmm4, [rdx+4]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x1c]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x34]
    vpdpbusd      zmm2, zmm4, zmm3
    vmovdqu8      zmm3, [rsi+0x80]
    vpbroadcastd  zmm4, [rdx+0x18]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x30]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x48]
    vpdpbusd      zmm2, zmm4, zmm3
    vmovdqu8      zmm3, [rsi+0xc0]
    vpbroadcastd  zmm4, [rdx+0x1c]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x34]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x4c]
    vpdpbusd      zmm2, zmm4, zmm3
    vmovdqu8      zmm3, [rsi+0x100]
    vpbroadcastd  zmm4, [rdx+0x30]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x48]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x60]
    vpdpbusd      zmm2, zmm4, zmm3
    vmovdqu8      zmm3, [rsi+0x140]
    vpbroadcastd  zmm4, [rdx+0x34]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x4c]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x64]
    vpdpbusd      zmm2, zmm4, zmm3
    add           rsi, 0x180
    add           rdx, 0x78
    dec           r10d
    jne           loop0
    vmovups       zmm3, [r8]
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm3
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm4, zmm4, zmm4
    vpmaxsd       zmm0, zmm0, zmm4
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9]{k1}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm3
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9+0x20]{k1}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm2
    vmulps        zmm0{rne-sae}, zmm0, zmm3
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9+0x40]{k1}, zmm0
exit:
    vzeroupper
    ret
constant0:
    dd 0xff

conv taps 3x2 channels 6 tile 3x1x16 on 3x1
code 416 bytes, constants 36 bytes, 70 instructions, 12 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 202 bytes, 32 instructions, 12 vpdpbusd, 16 loads, 0 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xff
    kmovq         k1, rax
    mov           rcx, [rdi+0x50]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x40]
    mov           r8, [rdi+0x58]
    mov           r9, [rdi+0x60]
    vmovdqu32     zmm0, [rcx]
    vmovdqa32     zmm1, zmm0
    vmovdqa32     zmm2, zmm0
    mov           r10d, 3
    nop
loop0:
    vmovdqu8      zmm3, [rsi]
    vpbroadcastd  zmm4, [rdx]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x78]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0xf0]
    vpdpbusd      zmm2, zmm4, zmm3
    vmovdqu8      zmm3, [rsi+0x40]
    vpbroadcastd  zmm4, [rdx+4]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x7c]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0xf4]
    vpdpbusd      zmm2, zmm4, zmm3
    vmovdqu8      zmm3, [rsi+0x80]
    vpbroadcastd  zmm4, [rdx+0x18]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x90]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x108]
    vpdpbusd      zmm2, zmm4, zmm3
    vmovdqu8      zmm3, [rsi+0xc0]
    vpbroadcastd  zmm4, [rdx+0x1c]
    vpdpbusd      zmm0, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x94]
    vpdpbusd      zmm1, zmm4, zmm3
    vpbroadcastd  zmm4, [rdx+0x10c]
    vpdpbusd      zmm2, zmm4, zmm3
    add           rsi, 0x180
    add           rdx, 0x78
    dec           r10d
    jne           loop0
    vmovups       zmm3, [r8]
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm3
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm4, zmm4, zmm4
    vpmaxsd       zmm0, zmm0, zmm4
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9]{k1}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm3
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9+0xa0]{k1}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm2
    vmulps        zmm0{rne-sae}, zmm0, zmm3
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9+0x140]{k1}, zmm0
exit:
    vzeroupper
    ret
constant0:
    dd 0xff

conv taps 3x3 channels 6 tile 3x3x16 on 3x3
code 1322 bytes, constants 26 bytes, 207 instructions, 54 vpdpbusd
11 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 762 bytes, 118 instructions, 54 vpdpbusd, 60 loads, 0 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xff
    kmovq         k1, rax
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
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax+rax]
    xchg          ax, ax
loop0:
    vmovdqu8      zmm9, [rsi]
    vpbroadcastd  zmm10, [rdx]
    vpdpbusd      zmm0, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x18]
    vpdpbusd      zmm1, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x30]
    vpdpbusd      zmm2, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x78]
    vpdpbusd      zmm3, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x90]
    vpdpbusd      zmm4, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xa8]
    vpdpbusd      zmm5, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xf0]
    vpdpbusd      zmm6, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x108]
    vpdpbusd      zmm7, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x120]
    vpdpbusd      zmm8, zmm10, zmm9
    vmovdqu8      zmm9, [rsi+0x40]
    vpbroadcastd  zmm10, [rdx+4]
    vpdpbusd      zmm0, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x1c]
    vpdpbusd      zmm1, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x34]
    vpdpbusd      zmm2, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x7c]
    vpdpbusd      zmm3, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x94]
    vpdpbusd      zmm4, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xac]
    vpdpbusd      zmm5, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xf4]
    vpdpbusd      zmm6, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x10c]
    vpdpbusd      zmm7, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x124]
    vpdpbusd      zmm8, zmm10, zmm9
    vmovdqu8      zmm9, [rsi+0x80]
    vpbroadcastd  zmm10, [rdx+0x18]
    vpdpbusd      zmm0, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x30]
    vpdpbusd      zmm1, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x48]
    vpdpbusd      zmm2, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x90]
    vpdpbusd      zmm3, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xa8]
    vpdpbusd      zmm4, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xc0]
    vpdpbusd      zmm5, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x108]
    vpdpbusd      zmm6, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x120]
    vpdpbusd      zmm7, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x138]
    vpdpbusd      zmm8, zmm10, zmm9
    vmovdqu8      zmm9, [rsi+0xc0]
    vpbroadcastd  zmm10, [rdx+0x1c]
    vpdpbusd      zmm0, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x34]
    vpdpbusd      zmm1, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x4c]
    vpdpbusd      zmm2, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x94]
    vpdpbusd      zmm3, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xac]
    vpdpbusd      zmm4, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xc4]
    vpdpbusd      zmm5, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x10c]
    vpdpbusd      zmm6, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x124]
    vpdpbusd      zmm7, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x13c]
    vpdpbusd      zmm8, zmm10, zmm9
    vmovdqu8      zmm9, [rsi+0x100]
    vpbroadcastd  zmm10, [rdx+0x30]
    vpdpbusd      zmm0, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x48]
    vpdpbusd      zmm1, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x60]
    vpdpbusd      zmm2, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xa8]
    vpdpbusd      zmm3, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xc0]
    vpdpbusd      zmm4, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xd8]
    vpdpbusd      zmm5, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x120]
    vpdpbusd      zmm6, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x138]
    vpdpbusd      zmm7, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x150]
    vpdpbusd      zmm8, zmm10, zmm9
    vmovdqu8      zmm9, [rsi+0x140]
    vpbroadcastd  zmm10, [rdx+0x34]
    vpdpbusd      zmm0, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x4c]
    vpdpbusd      zmm1, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x64]
    vpdpbusd      zmm2, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xac]
    vpdpbusd      zmm3, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xc4]
    vpdpbusd      zmm4, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0xdc]
    vpdpbusd      zmm5, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x124]
    vpdpbusd      zmm6, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x13c]
    vpdpbusd      zmm7, zmm10, zmm9
    vpbroadcastd  zmm10, [rdx+0x154]
    vpdpbusd      zmm8, zmm10, zmm9
    add           rsi, 0x180
    add           rdx, 0x78
    dec           r10d
    jne           loop0
    vmovups       zmm9, [r8]
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm9
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm10, zmm10, zmm10
    vpmaxsd       zmm0, zmm0, zmm10
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9]{k1}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm1
    vmulps        zmm0{rne-sae}, zmm0, zmm9
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9+0x20]{k1}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm2
    vmulps        zmm0{rne-sae}, zmm0, zmm9
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9+0x40]{k1}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm3
    vmulps        zmm0{rne-sae}, zmm0, zmm9
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9+0xa0]{k1}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm4
    vmulps        zmm0{rne-sae}, zmm0, zmm9
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9+0xc0]{k1}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm5
    vmulps        zmm0{rne-sae}, zmm0, zmm9
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9+0xe0]{k1}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm6
    vmulps        zmm0{rne-sae}, zmm0, zmm9
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9+0x140]{k1}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm7
    vmulps        zmm0{rne-sae}, zmm0, zmm9
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9+0x160]{k1}, zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm8
    vmulps        zmm0{rne-sae}, zmm0, zmm9
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r9+0x180]{k1}, zmm0
exit:
    vzeroupper
    ret
constant0:
    dd 0xff

deinterleave u8 to f32 cvt+mul channels 4x8 pixels 16x1
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
    dd 0x0, 0x20, 0x40, 0x60, 0x80, 0xa0, 0xc0, 0xe0, 0x100, 0x120, 0x140, 0x160, 0x180, 0x1a0, 0x1c0, 0x1e0
constant1:
    dd 0x3dcccccd
constant2:
    dd 0xff

deinterleave u8 to f32 cvt+mul channels 4x8 pixels 9x1
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
    dd 0x0, 0x20, 0x40, 0x60, 0x80, 0xa0, 0xc0, 0xe0, 0x100, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0
constant1:
    dd 0x3dcccccd
constant2:
    dd 0xff
