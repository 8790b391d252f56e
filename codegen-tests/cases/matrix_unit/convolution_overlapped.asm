interleave f32 to u8 mul channels 4x32 pixels 16x6
code 354 bytes, constants 102 bytes, 61 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 246 bytes, 38 instructions, 0 vpdpbusd, 9 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    vpbroadcastd  zmm0, [constant1]
    mov           ecx, 0x20
loop0:
    mov           r8, [rdi+0x40]
    imul          rax, rcx, -0x600
    add           r8, rax
    imul          rax, rsi, 0x40
    add           r8, rax
    add           r8, 0xc000
    mov           r9, [rdi+0x48]
    imul          rax, rcx, -4
    add           r9, rax
    imul          rax, rsi, 0x800
    add           r9, rax
    sub           r9, -0x80
    mov           r10, rsi
    nop           [rax+rax]
    nop
loop1:
    vmovups       zmm1, [r8]
    vmulps        zmm1{rne-sae}, zmm1, zmm0
    vpxord        zmm2, zmm2, zmm2
    vmaxps        zmm1, zmm1, zmm2
    vminps        zmm1, zmm1, [constant2]{1to16}
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vmovups       zmm2, [r8+0x180]
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vpxord        zmm3, zmm3, zmm3
    vmaxps        zmm2, zmm2, zmm3
    vminps        zmm2, zmm2, [constant2]{1to16}
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vmovups       zmm3, [r8+0x300]
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm3, zmm3, zmm4
    vminps        zmm3, zmm3, [constant2]{1to16}
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vmovups       zmm4, [r8+0x480]
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
    vpscatterdd   [r9+zmm2], k7, zmm1
    add           r8, 0x40
    add           r9, 0x800
    inc           r10
    cmp           r10, rdx
    jb            loop1
    dec           ecx
    jne           loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x80, 0x100, 0x180, 0x200, 0x280, 0x300, 0x380, 0x400, 0x480, 0x500, 0x580, 0x600, 0x680, 0x700, 0x780
constant1:
    dd 0x42480000
constant2:
    dd 0x437f0000

tiles taps 1x1 channels 128 block 1x96 by 16x16 on 1x96
code 4163 bytes, constants 129 bytes, 624 instructions, 0 vpdpbusd
11 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 1903 bytes, 284 instructions, 0 vpdpbusd, 72 loads, 34 stores

    cmp           rsi, rdx
    jae           exit
    mov           [rdi], rbx
    mov           [rdi+8], rbp
    mov           [rdi+0x10], r12
    ldtilecfg     [constant0]
    mov           rcx, [rdi+0x58]
    mov           rsi, [rdi+0x60]
    mov           rdx, [rdi+0x50]
    mov           r8, [rdi+0x48]
    mov           r9, [rdi+0x40]
    mov           r10, [rdi+0x70]
    mov           r11, [rdi+0x68]
    mov           rbx, [rdi+0x40]
    mov           rbp, [rdi+0x68]
    vmovups       zmm0, [rcx]
    vpxord        zmm1, zmm1, zmm1
    vmovups       zmm2, [rsi]
    mov           eax, 0
    tileloadd     tmm0, [rdx+rax]
    mov           eax, 0
    tileloadd     tmm2, [rdx+rax]
    prefetcht1    [r8+0x1800]
    prefetcht1    [r8+0x1840]
    prefetcht1    [r8+0x1880]
    prefetcht1    [r8+0x18c0]
    prefetcht1    [r8+0x1900]
    prefetcht1    [r8+0x1940]
    prefetcht1    [r8+0x1980]
    prefetcht1    [r8+0x19c0]
    prefetcht1    [r8+0x1a00]
    prefetcht1    [r8+0x1a40]
    prefetcht1    [r8+0x1a80]
    prefetcht1    [r8+0x1ac0]
    prefetcht1    [r8+0x1b00]
    prefetcht1    [r8+0x1b40]
    prefetcht1    [r8+0x1b80]
    prefetcht1    [r8+0x1bc0]
    mov           eax, 0x80
    tileloadd     tmm4, [r9+rax]
    mov           eax, 0x40
    tileloadd     tmm6, [r8+rax]
    tdpbusd       tmm0, tmm4, tmm6
    mov           eax, 0x80
    tileloadd     tmm5, [r9+rax+0x800]
    tdpbusd       tmm2, tmm5, tmm6
    prefetcht1    [r8+0x1c00]
    prefetcht1    [r8+0x1c40]
    prefetcht1    [r8+0x1c80]
    prefetcht1    [r8+0x1cc0]
    prefetcht1    [r8+0x1d00]
    prefetcht1    [r8+0x1d40]
    prefetcht1    [r8+0x1d80]
    prefetcht1    [r8+0x1dc0]
    prefetcht1    [r8+0x1e00]
    prefetcht1    [r8+0x1e40]
    prefetcht1    [r8+0x1e80]
    prefetcht1    [r8+0x1ec0]
    prefetcht1    [r8+0x1f00]
    prefetcht1    [r8+0x1f40]
    prefetcht1    [r8+0x1f80]
    prefetcht1    [r8+0x1fc0]
    mov           eax, 0x80
    tileloadd     tmm4, [r9+rax+0x40]
    mov           eax, 0x40
    tileloadd     tmm6, [r8+rax+0x400]
    tdpbusd       tmm0, tmm4, tmm6
    mov           eax, 0x80
    tileloadd     tmm5, [r9+rax+0x840]
    tdpbusd       tmm2, tmm5, tmm6
    mov           eax, 0x40
    tilestored    [r10+rax], tmm0
    mov           eax, 0x40
    tilestored    [r10+rax+0x400], tmm2
    mov           r12d, 2
    nop           [rax+rax]
    nop           [rax+rax]
    nop
loop0:
    mov           eax, 0
    tileloadd     tmm0, [rdx+rax]
    vmovdqu32     zmm3, [r10]
    vmovdqu32     zmm4, [r10+0x40]
    vmovdqu32     zmm5, [r10+0x80]
    vmovdqu32     zmm6, [r10+0xc0]
    vfmadd213ps   zmm3{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm4{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm5{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm6{rne-sae}, zmm0, zmm2
    vmaxps        zmm3, zmm3, zmm1
    vmaxps        zmm4, zmm4, zmm1
    vmaxps        zmm5, zmm5, zmm1
    vmaxps        zmm6, zmm6, zmm1
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vpxord        zmm7, zmm7, zmm7
    vpxord        zmm8, zmm8, zmm8
    vpxord        zmm9, zmm9, zmm9
    vpxord        zmm10, zmm10, zmm10
    vpmaxsd       zmm3, zmm3, zmm7
    vpmaxsd       zmm4, zmm4, zmm8
    vpmaxsd       zmm5, zmm5, zmm9
    mov           eax, 0
    tileloadd     tmm2, [rdx+rax]
    vpmaxsd       zmm6, zmm6, zmm10
    vpminsd       zmm3, zmm3, [constant1]{1to16}
    vpminsd       zmm4, zmm4, [constant1]{1to16}
    vpminsd       zmm5, zmm5, [constant1]{1to16}
    vpminsd       zmm6, zmm6, [constant1]{1to16}
    vpmovdb       [r11], zmm3
    vpmovdb       [r11+0x10], zmm4
    vpmovdb       [r11+0x20], zmm5
    vpmovdb       [r11+0x30], zmm6
    vmovdqu32     zmm3, [r10+0x100]
    vmovdqu32     zmm4, [r10+0x140]
    vmovdqu32     zmm5, [r10+0x180]
    vmovdqu32     zmm6, [r10+0x1c0]
    vfmadd213ps   zmm3{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm4{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm5{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm6{rne-sae}, zmm0, zmm2
    vmaxps        zmm3, zmm3, zmm1
    vmaxps        zmm4, zmm4, zmm1
    mov           eax, 0x80
    tileloadd     tmm4, [rbx+rax+0x1000]
    vmaxps        zmm5, zmm5, zmm1
    vmaxps        zmm6, zmm6, zmm1
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vpxord        zmm7, zmm7, zmm7
    vpxord        zmm8, zmm8, zmm8
    vpxord        zmm9, zmm9, zmm9
    vpxord        zmm10, zmm10, zmm10
    vpmaxsd       zmm3, zmm3, zmm7
    vpmaxsd       zmm4, zmm4, zmm8
    vpmaxsd       zmm5, zmm5, zmm9
    vpmaxsd       zmm6, zmm6, zmm10
    vpminsd       zmm3, zmm3, [constant1]{1to16}
    vpminsd       zmm4, zmm4, [constant1]{1to16}
    vpminsd       zmm5, zmm5, [constant1]{1to16}
    vpminsd       zmm6, zmm6, [constant1]{1to16}
    vpmovdb       [r11+0x40], zmm3
    vpmovdb       [r11+0x50], zmm4
    vpmovdb       [r11+0x60], zmm5
    vpmovdb       [r11+0x70], zmm6
    mov           eax, 0x40
    tileloadd     tmm6, [r8+rax]
    vmovdqu32     zmm3, [r10+0x200]
    vmovdqu32     zmm4, [r10+0x240]
    vmovdqu32     zmm5, [r10+0x280]
    vmovdqu32     zmm6, [r10+0x2c0]
    vfmadd213ps   zmm3{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm4{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm5{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm6{rne-sae}, zmm0, zmm2
    vmaxps        zmm3, zmm3, zmm1
    vmaxps        zmm4, zmm4, zmm1
    vmaxps        zmm5, zmm5, zmm1
    vmaxps        zmm6, zmm6, zmm1
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vpxord        zmm7, zmm7, zmm7
    vpxord        zmm8, zmm8, zmm8
    vpxord        zmm9, zmm9, zmm9
    vpxord        zmm10, zmm10, zmm10
    vpmaxsd       zmm3, zmm3, zmm7
    vpmaxsd       zmm4, zmm4, zmm8
    vpmaxsd       zmm5, zmm5, zmm9
    tdpbusd       tmm0, tmm4, tmm6
    vpmaxsd       zmm6, zmm6, zmm10
    vpminsd       zmm3, zmm3, [constant1]{1to16}
    vpminsd       zmm4, zmm4, [constant1]{1to16}
    vpminsd       zmm5, zmm5, [constant1]{1to16}
    vpminsd       zmm6, zmm6, [constant1]{1to16}
    vpmovdb       [r11+0x80], zmm3
    vpmovdb       [r11+0x90], zmm4
    vpmovdb       [r11+0xa0], zmm5
    vpmovdb       [r11+0xb0], zmm6
    vmovdqu32     zmm3, [r10+0x300]
    vmovdqu32     zmm4, [r10+0x340]
    vmovdqu32     zmm5, [r10+0x380]
    vmovdqu32     zmm6, [r10+0x3c0]
    vfmadd213ps   zmm3{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm4{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm5{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm6{rne-sae}, zmm0, zmm2
    vmaxps        zmm3, zmm3, zmm1
    vmaxps        zmm4, zmm4, zmm1
    mov           eax, 0x80
    tileloadd     tmm5, [rbx+rax+0x1800]
    vmaxps        zmm5, zmm5, zmm1
    vmaxps        zmm6, zmm6, zmm1
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vpxord        zmm7, zmm7, zmm7
    vpxord        zmm8, zmm8, zmm8
    vpxord        zmm9, zmm9, zmm9
    vpxord        zmm10, zmm10, zmm10
    vpmaxsd       zmm3, zmm3, zmm7
    vpmaxsd       zmm4, zmm4, zmm8
    vpmaxsd       zmm5, zmm5, zmm9
    vpmaxsd       zmm6, zmm6, zmm10
    vpminsd       zmm3, zmm3, [constant1]{1to16}
    vpminsd       zmm4, zmm4, [constant1]{1to16}
    vpminsd       zmm5, zmm5, [constant1]{1to16}
    vpminsd       zmm6, zmm6, [constant1]{1to16}
    vpmovdb       [r11+0xc0], zmm3
    vpmovdb       [r11+0xd0], zmm4
    vpmovdb       [r11+0xe0], zmm5
    vpmovdb       [r11+0xf0], zmm6
    tdpbusd       tmm2, tmm5, tmm6
    vmovdqu32     zmm3, [r10+0x400]
    vmovdqu32     zmm4, [r10+0x440]
    vmovdqu32     zmm5, [r10+0x480]
    vmovdqu32     zmm6, [r10+0x4c0]
    vfmadd213ps   zmm3{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm4{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm5{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm6{rne-sae}, zmm0, zmm2
    vmaxps        zmm3, zmm3, zmm1
    vmaxps        zmm4, zmm4, zmm1
    vmaxps        zmm5, zmm5, zmm1
    vmaxps        zmm6, zmm6, zmm1
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vpxord        zmm7, zmm7, zmm7
    vpxord        zmm8, zmm8, zmm8
    vpxord        zmm9, zmm9, zmm9
    vpxord        zmm10, zmm10, zmm10
    vpmaxsd       zmm3, zmm3, zmm7
    vpmaxsd       zmm4, zmm4, zmm8
    vpmaxsd       zmm5, zmm5, zmm9
    mov           eax, 0x80
    tileloadd     tmm4, [rbx+rax+0x1040]
    vpmaxsd       zmm6, zmm6, zmm10
    vpminsd       zmm3, zmm3, [constant1]{1to16}
    vpminsd       zmm4, zmm4, [constant1]{1to16}
    vpminsd       zmm5, zmm5, [constant1]{1to16}
    vpminsd       zmm6, zmm6, [constant1]{1to16}
    vpmovdb       [r11+0x100], zmm3
    vpmovdb       [r11+0x110], zmm4
    vpmovdb       [r11+0x120], zmm5
    vpmovdb       [r11+0x130], zmm6
    vmovdqu32     zmm3, [r10+0x500]
    vmovdqu32     zmm4, [r10+0x540]
    vmovdqu32     zmm5, [r10+0x580]
    vmovdqu32     zmm6, [r10+0x5c0]
    vfmadd213ps   zmm3{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm4{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm5{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm6{rne-sae}, zmm0, zmm2
    vmaxps        zmm3, zmm3, zmm1
    vmaxps        zmm4, zmm4, zmm1
    mov           eax, 0x40
    tileloadd     tmm6, [r8+rax+0x400]
    vmaxps        zmm5, zmm5, zmm1
    vmaxps        zmm6, zmm6, zmm1
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vpxord        zmm7, zmm7, zmm7
    vpxord        zmm8, zmm8, zmm8
    vpxord        zmm9, zmm9, zmm9
    vpxord        zmm10, zmm10, zmm10
    vpmaxsd       zmm3, zmm3, zmm7
    vpmaxsd       zmm4, zmm4, zmm8
    vpmaxsd       zmm5, zmm5, zmm9
    vpmaxsd       zmm6, zmm6, zmm10
    vpminsd       zmm3, zmm3, [constant1]{1to16}
    vpminsd       zmm4, zmm4, [constant1]{1to16}
    vpminsd       zmm5, zmm5, [constant1]{1to16}
    vpminsd       zmm6, zmm6, [constant1]{1to16}
    vpmovdb       [r11+0x140], zmm3
    vpmovdb       [r11+0x150], zmm4
    vpmovdb       [r11+0x160], zmm5
    vpmovdb       [r11+0x170], zmm6
    tdpbusd       tmm0, tmm4, tmm6
    vmovdqu32     zmm3, [r10+0x600]
    vmovdqu32     zmm4, [r10+0x640]
    vmovdqu32     zmm5, [r10+0x680]
    vmovdqu32     zmm6, [r10+0x6c0]
    vfmadd213ps   zmm3{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm4{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm5{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm6{rne-sae}, zmm0, zmm2
    vmaxps        zmm3, zmm3, zmm1
    vmaxps        zmm4, zmm4, zmm1
    vmaxps        zmm5, zmm5, zmm1
    vmaxps        zmm6, zmm6, zmm1
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vpxord        zmm7, zmm7, zmm7
    vpxord        zmm8, zmm8, zmm8
    vpxord        zmm9, zmm9, zmm9
    vpxord        zmm10, zmm10, zmm10
    vpmaxsd       zmm3, zmm3, zmm7
    vpmaxsd       zmm4, zmm4, zmm8
    vpmaxsd       zmm5, zmm5, zmm9
    mov           eax, 0x80
    tileloadd     tmm5, [rbx+rax+0x1840]
    vpmaxsd       zmm6, zmm6, zmm10
    vpminsd       zmm3, zmm3, [constant1]{1to16}
    vpminsd       zmm4, zmm4, [constant1]{1to16}
    vpminsd       zmm5, zmm5, [constant1]{1to16}
    vpminsd       zmm6, zmm6, [constant1]{1to16}
    vpmovdb       [r11+0x180], zmm3
    vpmovdb       [r11+0x190], zmm4
    vpmovdb       [r11+0x1a0], zmm5
    vpmovdb       [r11+0x1b0], zmm6
    vmovdqu32     zmm3, [r10+0x700]
    vmovdqu32     zmm4, [r10+0x740]
    vmovdqu32     zmm5, [r10+0x780]
    vmovdqu32     zmm6, [r10+0x7c0]
    vfmadd213ps   zmm3{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm4{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm5{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm6{rne-sae}, zmm0, zmm2
    vmaxps        zmm3, zmm3, zmm1
    vmaxps        zmm4, zmm4, zmm1
    tdpbusd       tmm2, tmm5, tmm6
    vmaxps        zmm5, zmm5, zmm1
    vmaxps        zmm6, zmm6, zmm1
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vpxord        zmm7, zmm7, zmm7
    vpxord        zmm8, zmm8, zmm8
    vpxord        zmm9, zmm9, zmm9
    vpxord        zmm10, zmm10, zmm10
    vpmaxsd       zmm3, zmm3, zmm7
    vpmaxsd       zmm4, zmm4, zmm8
    vpmaxsd       zmm5, zmm5, zmm9
    vpmaxsd       zmm6, zmm6, zmm10
    vpminsd       zmm3, zmm3, [constant1]{1to16}
    vpminsd       zmm4, zmm4, [constant1]{1to16}
    vpminsd       zmm5, zmm5, [constant1]{1to16}
    vpminsd       zmm6, zmm6, [constant1]{1to16}
    vpmovdb       [r11+0x1c0], zmm3
    vpmovdb       [r11+0x1d0], zmm4
    vpmovdb       [r11+0x1e0], zmm5
    vpmovdb       [r11+0x1f0], zmm6
    mov           eax, 0x40
    tilestored    [r10+rax], tmm0
    mov           eax, 0x40
    tilestored    [r10+rax+0x400], tmm2
    add           r11, 0x200
    add           rbx, 0x1000
    dec           r12d
    jne           loop0
    vmovdqu32     zmm3, [r10]
    vmovdqu32     zmm4, [r10+0x40]
    vmovdqu32     zmm5, [r10+0x80]
    vmovdqu32     zmm6, [r10+0xc0]
    vfmadd213ps   zmm3{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm4{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm5{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm6{rne-sae}, zmm0, zmm2
    vmaxps        zmm3, zmm3, zmm1
    vmaxps        zmm4, zmm4, zmm1
    vmaxps        zmm5, zmm5, zmm1
    vmaxps        zmm6, zmm6, zmm1
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vpxord        zmm7, zmm7, zmm7
    vpxord        zmm8, zmm8, zmm8
    vpxord        zmm9, zmm9, zmm9
    vpxord        zmm10, zmm10, zmm10
    vpmaxsd       zmm3, zmm3, zmm7
    vpmaxsd       zmm4, zmm4, zmm8
    vpmaxsd       zmm5, zmm5, zmm9
    vpmaxsd       zmm6, zmm6, zmm10
    vpminsd       zmm3, zmm3, [constant1]{1to16}
    vpminsd       zmm4, zmm4, [constant1]{1to16}
    vpminsd       zmm5, zmm5, [constant1]{1to16}
    vpminsd       zmm6, zmm6, [constant1]{1to16}
    vpmovdb       [rbp+0x400], zmm3
    vpmovdb       [rbp+0x410], zmm4
    vpmovdb       [rbp+0x420], zmm5
    vpmovdb       [rbp+0x430], zmm6
    vmovdqu32     zmm3, [r10+0x100]
    vmovdqu32     zmm4, [r10+0x140]
    vmovdqu32     zmm5, [r10+0x180]
    vmovdqu32     zmm6, [r10+0x1c0]
    vfmadd213ps   zmm3{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm4{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm5{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm6{rne-sae}, zmm0, zmm2
    vmaxps        zmm3, zmm3, zmm1
    vmaxps        zmm4, zmm4, zmm1
    vmaxps        zmm5, zmm5, zmm1
    vmaxps        zmm6, zmm6, zmm1
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vpxord        zmm7, zmm7, zmm7
    vpxord        zmm8, zmm8, zmm8
    vpxord        zmm9, zmm9, zmm9
    vpxord        zmm10, zmm10, zmm10
    vpmaxsd       zmm3, zmm3, zmm7
    vpmaxsd       zmm4, zmm4, zmm8
    vpmaxsd       zmm5, zmm5, zmm9
    vpmaxsd       zmm6, zmm6, zmm10
    vpminsd       zmm3, zmm3, [constant1]{1to16}
    vpminsd       zmm4, zmm4, [constant1]{1to16}
    vpminsd       zmm5, zmm5, [constant1]{1to16}
    vpminsd       zmm6, zmm6, [constant1]{1to16}
    vpmovdb       [rbp+0x440], zmm3
    vpmovdb       [rbp+0x450], zmm4
    vpmovdb       [rbp+0x460], zmm5
    vpmovdb       [rbp+0x470], zmm6
    vmovdqu32     zmm3, [r10+0x200]
    vmovdqu32     zmm4, [r10+0x240]
    vmovdqu32     zmm5, [r10+0x280]
    vmovdqu32     zmm6, [r10+0x2c0]
    vfmadd213ps   zmm3{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm4{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm5{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm6{rne-sae}, zmm0, zmm2
    vmaxps        zmm3, zmm3, zmm1
    vmaxps        zmm4, zmm4, zmm1
    vmaxps        zmm5, zmm5, zmm1
    vmaxps        zmm6, zmm6, zmm1
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vpxord        zmm7, zmm7, zmm7
    vpxord        zmm8, zmm8, zmm8
    vpxord        zmm9, zmm9, zmm9
    vpxord        zmm10, zmm10, zmm10
    vpmaxsd       zmm3, zmm3, zmm7
    vpmaxsd       zmm4, zmm4, zmm8
    vpmaxsd       zmm5, zmm5, zmm9
    vpmaxsd       zmm6, zmm6, zmm10
    vpminsd       zmm3, zmm3, [constant1]{1to16}
    vpminsd       zmm4, zmm4, [constant1]{1to16}
    vpminsd       zmm5, zmm5, [constant1]{1to16}
    vpminsd       zmm6, zmm6, [constant1]{1to16}
    vpmovdb       [rbp+0x480], zmm3
    vpmovdb       [rbp+0x490], zmm4
    vpmovdb       [rbp+0x4a0], zmm5
    vpmovdb       [rbp+0x4b0], zmm6
    vmovdqu32     zmm3, [r10+0x300]
    vmovdqu32     zmm4, [r10+0x340]
    vmovdqu32     zmm5, [r10+0x380]
    vmovdqu32     zmm6, [r10+0x3c0]
    vfmadd213ps   zmm3{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm4{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm5{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm6{rne-sae}, zmm0, zmm2
    vmaxps        zmm3, zmm3, zmm1
    vmaxps        zmm4, zmm4, zmm1
    vmaxps        zmm5, zmm5, zmm1
    vmaxps        zmm6, zmm6, zmm1
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vpxord        zmm7, zmm7, zmm7
    vpxord        zmm8, zmm8, zmm8
    vpxord        zmm9, zmm9, zmm9
    vpxord        zmm10, zmm10, zmm10
    vpmaxsd       zmm3, zmm3, zmm7
    vpmaxsd       zmm4, zmm4, zmm8
    vpmaxsd       zmm5, zmm5, zmm9
    vpmaxsd       zmm6, zmm6, zmm10
    vpminsd       zmm3, zmm3, [constant1]{1to16}
    vpminsd       zmm4, zmm4, [constant1]{1to16}
    vpminsd       zmm5, zmm5, [constant1]{1to16}
    vpminsd       zmm6, zmm6, [constant1]{1to16}
    vpmovdb       [rbp+0x4c0], zmm3
    vpmovdb       [rbp+0x4d0], zmm4
    vpmovdb       [rbp+0x4e0], zmm5
    vpmovdb       [rbp+0x4f0], zmm6
    vmovdqu32     zmm3, [r10+0x400]
    vmovdqu32     zmm4, [r10+0x440]
    vmovdqu32     zmm5, [r10+0x480]
    vmovdqu32     zmm6, [r10+0x4c0]
    vfmadd213ps   zmm3{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm4{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm5{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm6{rne-sae}, zmm0, zmm2
    vmaxps        zmm3, zmm3, zmm1
    vmaxps        zmm4, zmm4, zmm1
    vmaxps        zmm5, zmm5, zmm1
    vmaxps        zmm6, zmm6, zmm1
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vpxord        zmm7, zmm7, zmm7
    vpxord        zmm8, zmm8, zmm8
    vpxord        zmm9, zmm9, zmm9
    vpxord        zmm10, zmm10, zmm10
    vpmaxsd       zmm3, zmm3, zmm7
    vpmaxsd       zmm4, zmm4, zmm8
    vpmaxsd       zmm5, zmm5, zmm9
    vpmaxsd       zmm6, zmm6, zmm10
    vpminsd       zmm3, zmm3, [constant1]{1to16}
    vpminsd       zmm4, zmm4, [constant1]{1to16}
    vpminsd       zmm5, zmm5, [constant1]{1to16}
    vpminsd       zmm6, zmm6, [constant1]{1to16}
    vpmovdb       [rbp+0x500], zmm3
    vpmovdb       [rbp+0x510], zmm4
    vpmovdb       [rbp+0x520], zmm5
    vpmovdb       [rbp+0x530], zmm6
    vmovdqu32     zmm3, [r10+0x500]
    vmovdqu32     zmm4, [r10+0x540]
    vmovdqu32     zmm5, [r10+0x580]
    vmovdqu32     zmm6, [r10+0x5c0]
    vfmadd213ps   zmm3{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm4{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm5{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm6{rne-sae}, zmm0, zmm2
    vmaxps        zmm3, zmm3, zmm1
    vmaxps        zmm4, zmm4, zmm1
    vmaxps        zmm5, zmm5, zmm1
    vmaxps        zmm6, zmm6, zmm1
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vpxord        zmm7, zmm7, zmm7
    vpxord        zmm8, zmm8, zmm8
    vpxord        zmm9, zmm9, zmm9
    vpxord        zmm10, zmm10, zmm10
    vpmaxsd       zmm3, zmm3, zmm7
    vpmaxsd       zmm4, zmm4, zmm8
    vpmaxsd       zmm5, zmm5, zmm9
    vpmaxsd       zmm6, zmm6, zmm10
    vpminsd       zmm3, zmm3, [constant1]{1to16}
    vpminsd       zmm4, zmm4, [constant1]{1to16}
    vpminsd       zmm5, zmm5, [constant1]{1to16}
    vpminsd       zmm6, zmm6, [constant1]{1to16}
    vpmovdb       [rbp+0x540], zmm3
    vpmovdb       [rbp+0x550], zmm4
    vpmovdb       [rbp+0x560], zmm5
    vpmovdb       [rbp+0x570], zmm6
    vmovdqu32     zmm3, [r10+0x600]
    vmovdqu32     zmm4, [r10+0x640]
    vmovdqu32     zmm5, [r10+0x680]
    vmovdqu32     zmm6, [r10+0x6c0]
    vfmadd213ps   zmm3{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm4{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm5{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm6{rne-sae}, zmm0, zmm2
    vmaxps        zmm3, zmm3, zmm1
    vmaxps        zmm4, zmm4, zmm1
    vmaxps        zmm5, zmm5, zmm1
    vmaxps        zmm6, zmm6, zmm1
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vpxord        zmm7, zmm7, zmm7
    vpxord        zmm8, zmm8, zmm8
    vpxord        zmm9, zmm9, zmm9
    vpxord        zmm10, zmm10, zmm10
    vpmaxsd       zmm3, zmm3, zmm7
    vpmaxsd       zmm4, zmm4, zmm8
    vpmaxsd       zmm5, zmm5, zmm9
    vpmaxsd       zmm6, zmm6, zmm10
    vpminsd       zmm3, zmm3, [constant1]{1to16}
    vpminsd       zmm4, zmm4, [constant1]{1to16}
    vpminsd       zmm5, zmm5, [constant1]{1to16}
    vpminsd       zmm6, zmm6, [constant1]{1to16}
    vpmovdb       [rbp+0x580], zmm3
    vpmovdb       [rbp+0x590], zmm4
    vpmovdb       [rbp+0x5a0], zmm5
    vpmovdb       [rbp+0x5b0], zmm6
    vmovdqu32     zmm3, [r10+0x700]
    vmovdqu32     zmm4, [r10+0x740]
    vmovdqu32     zmm5, [r10+0x780]
    vmovdqu32     zmm6, [r10+0x7c0]
    vfmadd213ps   zmm3{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm4{rne-sae}, zmm0, zmm2
    vfmadd213ps   zmm5{rne-sae}, zmm0, zmm2
    vfmadd231ps   zmm2{rne-sae}, zmm6, zmm0
    vmaxps        zmm0, zmm3, zmm1
    vmaxps        zmm3, zmm4, zmm1
    vmaxps        zmm4, zmm5, zmm1
    vmaxps        zmm1, zmm2, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm2{rne-sae}, zmm3
    vcvtps2dq     zmm3{rne-sae}, zmm4
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpxord        zmm4, zmm4, zmm4
    vpxord        zmm5, zmm5, zmm5
    vpxord        zmm6, zmm6, zmm6
    vpxord        zmm7, zmm7, zmm7
    vpmaxsd       zmm0, zmm0, zmm4
    vpmaxsd       zmm2, zmm2, zmm5
    vpmaxsd       zmm3, zmm3, zmm6
    vpmaxsd       zmm1, zmm1, zmm7
    vpminsd       zmm0, zmm0, [constant1]{1to16}
    vpminsd       zmm2, zmm2, [constant1]{1to16}
    vpminsd       zmm3, zmm3, [constant1]{1to16}
    vpminsd       zmm1, zmm1, [constant1]{1to16}
    vpmovdb       [rbp+0x5c0], zmm0
    vpmovdb       [rbp+0x5d0], zmm2
    vpmovdb       [rbp+0x5e0], zmm3
    vpmovdb       [rbp+0x5f0], zmm1
    tilerelease
    mov           rbx, [rdi]
    mov           rbp, [rdi+8]
    mov           r12, [rdi+0x10]
exit:
    vzeroupper
    ret
constant0:
    dd 0x1, 0x0, 0x0, 0x0, 0x400040, 0x400040, 0x400040, 0x400040, 0x0, 0x0, 0x0, 0x0, 0x10101010, 0x10101010, 0x0, 0x0
constant1:
    dd 0xff

deinterleave u8 to f32 cvt+mul channels 4x4 pixels 16x6
code 365 bytes, constants 91 bytes, 62 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 257 bytes, 39 instructions, 0 vpdpbusd, 11 loads, 4 stores

    cmp           rsi, rdx
    jae           exit
    vpbroadcastd  zmm0, [constant1]
    mov           ecx, 4
loop0:
    mov           r8, [rdi+0x40]
    imul          rax, rcx, -4
    add           r8, rax
    imul          rax, rsi, 0x100
    add           r8, rax
    add           r8, 0x10
    mov           r9, [rdi+0x48]
    imul          rax, rcx, -0x600
    add           r9, rax
    imul          rax, rsi, 0x40
    add           r9, rax
    add           r9, 0x1800
    mov           r10, rsi
    nop           [rax+rax]
    nop
loop1:
    vmovdqa32     zmm1, [constant0]
    kxnorw        k7, k7, k7
    vpxord        zmm2, zmm2, zmm2
    vgatherdps    zmm2, k7, [r8+zmm1]
    vpandd        zmm1, zmm2, [constant2]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm0
    vmovdqa32     zmm2, [constant0]
    kxnorw        k7, k7, k7
    vpxord        zmm3, zmm3, zmm3
    vgatherdps    zmm3, k7, [r8+zmm2]
    vpsrld        zmm2, zmm3, 8
    vpandd        zmm2, zmm2, [constant2]{1to16}
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vmovdqa32     zmm3, [constant0]
    kxnorw        k7, k7, k7
    vpxord        zmm4, zmm4, zmm4
    vgatherdps    zmm4, k7, [r8+zmm3]
    vpsrld        zmm3, zmm4, 0x10
    vpandd        zmm3, zmm3, [constant2]{1to16}
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vmovdqa32     zmm4, [constant0]
    kxnorw        k7, k7, k7
    vpxord        zmm5, zmm5, zmm5
    vgatherdps    zmm5, k7, [r8+zmm4]
    vpsrld        zmm4, zmm5, 0x18
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm4{rne-sae}, zmm4, zmm0
    vmovups       [r9], zmm1
    vmovups       [r9+0x180], zmm2
    vmovups       [r9+0x300], zmm3
    vmovups       [r9+0x480], zmm4
    add           r8, 0x100
    add           r9, 0x40
    inc           r10
    cmp           r10, rdx
    jb            loop1
    dec           ecx
    jne           loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0x80, 0x90, 0xa0, 0xb0, 0xc0, 0xd0, 0xe0, 0xf0
constant1:
    dd 0x3dcccccd
constant2:
    dd 0xff
