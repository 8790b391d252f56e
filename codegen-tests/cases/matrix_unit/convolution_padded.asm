interleave f32 to u8 mul channels 4x16 pixels 16x1
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
    dd 0x0, 0x40, 0x80, 0xc0, 0x100, 0x140, 0x180, 0x1c0, 0x200, 0x240, 0x280, 0x2c0, 0x300, 0x340, 0x380, 0x3c0
constant1:
    dd 0x42480000
constant2:
    dd 0xc0400000
constant3:
    dd 0x437c0000
constant4:
    dd 0x3

interleave f32 to u8 mul channels 4x16 pixels 9x1
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
    dd 0x0, 0x40, 0x80, 0xc0, 0x100, 0x140, 0x180, 0x1c0, 0x200, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0
constant1:
    dd 0x42480000
constant2:
    dd 0xc0400000
constant3:
    dd 0x437c0000
constant4:
    dd 0x3

move run 5x320
code 158 bytes, constants 0 bytes, 28 instructions, 0 vpdpbusd
4 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 90 bytes, 15 instructions, 0 vpdpbusd, 5 loads, 5 stores

    cmp           rsi, rdx
    jae           exit
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x140
    add           rcx, rax
    mov           r8, [rdi+0x48]
    imul          rax, rsi, 0x1c0
    add           r8, rax
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax+rax]
loop0:
    vmovdqu8      zmm0, [rcx]
    vmovdqu8      zmm1, [rcx+0x40]
    vmovdqu8      zmm2, [rcx+0x80]
    vmovdqu8      zmm3, [rcx+0xc0]
    vmovdqu8      [r8], zmm0
    vmovdqu8      [r8+0x40], zmm1
    vmovdqu8      [r8+0x80], zmm2
    vmovdqu8      [r8+0xc0], zmm3
    vmovdqu8      zmm0, [rcx+0x100]
    vmovdqu8      [r8+0x100], zmm0
    add           rcx, 0x140
    add           r8, 0x1c0
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret

move fill 448
code 54 bytes, constants 14 bytes, 10 instructions, 0 vpdpbusd
1 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    vpbroadcastd  zmm0, [constant0]
    mov           rcx, [rdi+0x40]
    vmovdqu8      [rcx], zmm0
    vmovdqu8      [rcx+0x40], zmm0
    vmovdqu8      [rcx+0x80], zmm0
    vmovdqu8      [rcx+0xc0], zmm0
exit:
    vzeroupper
    ret
constant0:
    dd 0x3030303

move fill 448 #2
code 48 bytes, constants 20 bytes, 9 instructions, 0 vpdpbusd
1 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    vpbroadcastd  zmm0, [constant0]
    mov           rcx, [rdi+0x40]
    vmovdqu8      [rcx+0x100], zmm0
    vmovdqu8      [rcx+0x140], zmm0
    vmovdqu8      [rcx+0x180], zmm0
exit:
    vzeroupper
    ret
constant0:
    dd 0x3030303

move fill 5x64
code 89 bytes, constants 43 bytes, 17 instructions, 0 vpdpbusd
1 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 21 bytes, 5 instructions, 0 vpdpbusd, 0 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    vpbroadcastd  zmm0, [constant0]
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x1c0
    add           rcx, rax
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax]
loop0:
    vmovdqu8      [rcx], zmm0
    add           rcx, 0x1c0
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x3030303

tiles taps 3x3 channels 64 block 5x5 by 11x16 on 5x5
code 2078 bytes, constants 102 bytes, 317 instructions, 0 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 65 bytes, 12 instructions, 0 vpdpbusd, 2 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           [rdi], rbx
    mov           [rdi+8], rbp
    mov           [rdi+0x10], r12
    ldtilecfg     [constant0]
    mov           rcx, [rdi+0x50]
    mov           rsi, [rdi+0x48]
    add           rsi, 0x1c00
    mov           rdx, [rdi+0x40]
    mov           r8, [rdi+0x70]
    mov           r9, [rdi+0x58]
    mov           r10, [rdi+0x60]
    mov           r11, [rdi+0x70]
    mov           rbx, [rdi+0x68]
    mov           eax, 0
    tileloadd     tmm0, [rcx+rax]
    mov           eax, 0
    tileloadd     tmm2, [rcx+rax]
    prefetcht1    [rsi-0x400]
    prefetcht1    [rsi-0x3c0]
    prefetcht1    [rsi-0x380]
    prefetcht1    [rsi-0x340]
    prefetcht1    [rsi-0x300]
    prefetcht1    [rsi-0x2c0]
    prefetcht1    [rsi-0x280]
    prefetcht1    [rsi-0x240]
    prefetcht1    [rsi-0x200]
    prefetcht1    [rsi-0x1c0]
    prefetcht1    [rsi-0x180]
    prefetcht1    [rsi-0x140]
    prefetcht1    [rsi-0x100]
    prefetcht1    [rsi-0xc0]
    prefetcht1    [rsi-0x80]
    prefetcht1    [rsi-0x40]
    mov           eax, 0x40
    tileloadd     tmm4, [rdx+rax]
    mov           eax, 0x40
    tileloadd     tmm6, [rsi+rax-0x1c00]
    tdpbusd       tmm0, tmm4, tmm6
    mov           eax, 0x40
    tileloadd     tmm5, [rdx+rax+0x2c0]
    tdpbusd       tmm2, tmm5, tmm6
    prefetcht1    [rsi]
    prefetcht1    [rsi+0x40]
    prefetcht1    [rsi+0x80]
    prefetcht1    [rsi+0xc0]
    prefetcht1    [rsi+0x100]
    prefetcht1    [rsi+0x140]
    prefetcht1    [rsi+0x180]
    prefetcht1    [rsi+0x1c0]
    prefetcht1    [rsi+0x200]
    prefetcht1    [rsi+0x240]
    prefetcht1    [rsi+0x280]
    prefetcht1    [rsi+0x2c0]
    prefetcht1    [rsi+0x300]
    prefetcht1    [rsi+0x340]
    prefetcht1    [rsi+0x380]
    prefetcht1    [rsi+0x3c0]
    mov           eax, 0x40
    tileloadd     tmm4, [rdx+rax+0x40]
    mov           eax, 0x40
    tileloadd     tmm6, [rsi+rax-0x1800]
    tdpbusd       tmm0, tmm4, tmm6
    mov           eax, 0x40
    tileloadd     tmm5, [rdx+rax+0x300]
    tdpbusd       tmm2, tmm5, tmm6
    prefetcht1    [rsi+0x400]
    prefetcht1    [rsi+0x440]
    prefetcht1    [rsi+0x480]
    prefetcht1    [rsi+0x4c0]
    prefetcht1    [rsi+0x500]
    prefetcht1    [rsi+0x540]
    prefetcht1    [rsi+0x580]
    prefetcht1    [rsi+0x5c0]
    prefetcht1    [rsi+0x600]
    prefetcht1    [rsi+0x640]
    prefetcht1    [rsi+0x680]
    prefetcht1    [rsi+0x6c0]
    prefetcht1    [rsi+0x700]
    prefetcht1    [rsi+0x740]
    prefetcht1    [rsi+0x780]
    prefetcht1    [rsi+0x7c0]
    mov           eax, 0x40
    tileloadd     tmm4, [rdx+rax+0x80]
    mov           eax, 0x40
    tileloadd     tmm6, [rsi+rax-0x1400]
    tdpbusd       tmm0, tmm4, tmm6
    mov           eax, 0x40
    tileloadd     tmm5, [rdx+rax+0x340]
    tdpbusd       tmm2, tmm5, tmm6
    prefetcht1    [rsi+0x800]
    prefetcht1    [rsi+0x840]
    prefetcht1    [rsi+0x880]
    prefetcht1    [rsi+0x8c0]
    prefetcht1    [rsi+0x900]
    prefetcht1    [rsi+0x940]
    prefetcht1    [rsi+0x980]
    prefetcht1    [rsi+0x9c0]
    prefetcht1    [rsi+0xa00]
    prefetcht1    [rsi+0xa40]
    prefetcht1    [rsi+0xa80]
    prefetcht1    [rsi+0xac0]
    prefetcht1    [rsi+0xb00]
    prefetcht1    [rsi+0xb40]
    prefetcht1    [rsi+0xb80]
    prefetcht1    [rsi+0xbc0]
    mov           eax, 0x40
    tileloadd     tmm4, [rdx+rax+0x1c0]
    mov           eax, 0x40
    tileloadd     tmm6, [rsi+rax-0x1000]
    tdpbusd       tmm0, tmm4, tmm6
    mov           eax, 0x40
    tileloadd     tmm5, [rdx+rax+0x480]
    tdpbusd       tmm2, tmm5, tmm6
    prefetcht1    [rsi+0xc00]
    prefetcht1    [rsi+0xc40]
    prefetcht1    [rsi+0xc80]
    prefetcht1    [rsi+0xcc0]
    prefetcht1    [rsi+0xd00]
    prefetcht1    [rsi+0xd40]
    prefetcht1    [rsi+0xd80]
    prefetcht1    [rsi+0xdc0]
    prefetcht1    [rsi+0xe00]
    prefetcht1    [rsi+0xe40]
    prefetcht1    [rsi+0xe80]
    prefetcht1    [rsi+0xec0]
    prefetcht1    [rsi+0xf00]
    prefetcht1    [rsi+0xf40]
    prefetcht1    [rsi+0xf80]
    prefetcht1    [rsi+0xfc0]
    mov           eax, 0x40
    tileloadd     tmm4, [rdx+rax+0x200]
    mov           eax, 0x40
    tileloadd     tmm6, [rsi+rax-0xc00]
    tdpbusd       tmm0, tmm4, tmm6
    mov           eax, 0x40
    tileloadd     tmm5, [rdx+rax+0x4c0]
    tdpbusd       tmm2, tmm5, tmm6
    prefetcht1    [rsi+0x1000]
    prefetcht1    [rsi+0x1040]
    prefetcht1    [rsi+0x1080]
    prefetcht1    [rsi+0x10c0]
    prefetcht1    [rsi+0x1100]
    prefetcht1    [rsi+0x1140]
    prefetcht1    [rsi+0x1180]
    prefetcht1    [rsi+0x11c0]
    prefetcht1    [rsi+0x1200]
    prefetcht1    [rsi+0x1240]
    prefetcht1    [rsi+0x1280]
    prefetcht1    [rsi+0x12c0]
    prefetcht1    [rsi+0x1300]
    prefetcht1    [rsi+0x1340]
    prefetcht1    [rsi+0x1380]
    prefetcht1    [rsi+0x13c0]
    mov           eax, 0x40
    tileloadd     tmm4, [rdx+rax+0x240]
    mov           eax, 0x40
    tileloadd     tmm6, [rsi+rax-0x800]
    tdpbusd       tmm0, tmm4, tmm6
    mov           eax, 0x40
    tileloadd     tmm5, [rdx+rax+0x500]
    tdpbusd       tmm2, tmm5, tmm6
    prefetcht1    [rsi+0x1400]
    prefetcht1    [rsi+0x1440]
    prefetcht1    [rsi+0x1480]
    prefetcht1    [rsi+0x14c0]
    prefetcht1    [rsi+0x1500]
    prefetcht1    [rsi+0x1540]
    prefetcht1    [rsi+0x1580]
    prefetcht1    [rsi+0x15c0]
    prefetcht1    [rsi+0x1600]
    prefetcht1    [rsi+0x1640]
    prefetcht1    [rsi+0x1680]
    prefetcht1    [rsi+0x16c0]
    prefetcht1    [rsi+0x1700]
    prefetcht1    [rsi+0x1740]
    prefetcht1    [rsi+0x1780]
    prefetcht1    [rsi+0x17c0]
    mov           eax, 0x40
    tileloadd     tmm4, [rdx+rax+0x380]
    mov           eax, 0x40
    tileloadd     tmm6, [rsi+rax-0x400]
    tdpbusd       tmm0, tmm4, tmm6
    mov           eax, 0x40
    tileloadd     tmm5, [rdx+rax+0x640]
    tdpbusd       tmm2, tmm5, tmm6
    prefetcht1    [rsi+0x1800]
    prefetcht1    [rsi+0x1840]
    prefetcht1    [rsi+0x1880]
    prefetcht1    [rsi+0x18c0]
    prefetcht1    [rsi+0x1900]
    prefetcht1    [rsi+0x1940]
    prefetcht1    [rsi+0x1980]
    prefetcht1    [rsi+0x19c0]
    prefetcht1    [rsi+0x1a00]
    prefetcht1    [rsi+0x1a40]
    prefetcht1    [rsi+0x1a80]
    prefetcht1    [rsi+0x1ac0]
    prefetcht1    [rsi+0x1b00]
    prefetcht1    [rsi+0x1b40]
    prefetcht1    [rsi+0x1b80]
    prefetcht1    [rsi+0x1bc0]
    mov           eax, 0x40
    tileloadd     tmm4, [rdx+rax+0x3c0]
    mov           eax, 0x40
    tileloadd     tmm6, [rsi+rax]
    tdpbusd       tmm0, tmm4, tmm6
    mov           eax, 0x40
    tileloadd     tmm5, [rdx+rax+0x680]
    tdpbusd       tmm2, tmm5, tmm6
    prefetcht1    [rsi+0x1c00]
    prefetcht1    [rsi+0x1c40]
    prefetcht1    [rsi+0x1c80]
    prefetcht1    [rsi+0x1cc0]
    prefetcht1    [rsi+0x1d00]
    prefetcht1    [rsi+0x1d40]
    prefetcht1    [rsi+0x1d80]
    prefetcht1    [rsi+0x1dc0]
    prefetcht1    [rsi+0x1e00]
    prefetcht1    [rsi+0x1e40]
    prefetcht1    [rsi+0x1e80]
    prefetcht1    [rsi+0x1ec0]
    prefetcht1    [rsi+0x1f00]
    prefetcht1    [rsi+0x1f40]
    prefetcht1    [rsi+0x1f80]
    prefetcht1    [rsi+0x1fc0]
    mov           eax, 0x40
    tileloadd     tmm4, [rdx+rax+0x400]
    mov           eax, 0x40
    tileloadd     tmm6, [rsi+rax+0x400]
    tdpbusd       tmm0, tmm4, tmm6
    mov           eax, 0x40
    tileloadd     tmm5, [rdx+rax+0x6c0]
    tdpbusd       tmm2, tmm5, tmm6
    mov           eax, 0x40
    tilestored    [r8+rax], tmm0
    mov           eax, 0x40
    tilestored    [r8+rax+0x2c0], tmm2
    mov           eax, 0
    tileloadd     tmm0, [rcx+rax]
    mov           eax, 0x40
    tileloadd     tmm4, [rdx+rax+0x580]
    mov           eax, 0x40
    tileloadd     tmm6, [rsi+rax-0x1c00]
    tdpbusd       tmm0, tmm4, tmm6
    mov           eax, 0x40
    tileloadd     tmm4, [rdx+rax+0x5c0]
    mov           eax, 0x40
    tileloadd     tmm6, [rsi+rax-0x1800]
    tdpbusd       tmm0, tmm4, tmm6
    mov           eax, 0x40
    tileloadd     tmm4, [rdx+rax+0x600]
    mov           eax, 0x40
    tileloadd     tmm6, [rsi+rax-0x1400]
    tdpbusd       tmm0, tmm4, tmm6
    mov           eax, 0x40
    tileloadd     tmm4, [rdx+rax+0x740]
    mov           eax, 0x40
    tileloadd     tmm6, [rsi+rax-0x1000]
    tdpbusd       tmm0, tmm4, tmm6
    mov           eax, 0x40
    tileloadd     tmm4, [rdx+rax+0x780]
    mov           eax, 0x40
    tileloadd     tmm6, [rsi+rax-0xc00]
    tdpbusd       tmm0, tmm4, tmm6
    mov           eax, 0x40
    tileloadd     tmm4, [rdx+rax+0x7c0]
    mov           eax, 0x40
    tileloadd     tmm6, [rsi+rax-0x800]
    tdpbusd       tmm0, tmm4, tmm6
    mov           eax, 0x40
    tileloadd     tmm4, [rdx+rax+0x900]
    mov           eax, 0x40
    tileloadd     tmm6, [rsi+rax-0x400]
    tdpbusd       tmm0, tmm4, tmm6
    mov           eax, 0x40
    tileloadd     tmm4, [rdx+rax+0x940]
    mov           eax, 0x40
    tileloadd     tmm6, [rsi+rax]
    tdpbusd       tmm0, tmm4, tmm6
    mov           eax, 0x40
    tileloadd     tmm4, [rdx+rax+0x980]
    mov           eax, 0x40
    tileloadd     tmm6, [rsi+rax+0x400]
    tdpbusd       tmm0, tmm4, tmm6
    mov           eax, 0x40
    tilestored    [r8+rax+0x580], tmm0
    vmovups       zmm0, [r9]
    vpxord        zmm1, zmm1, zmm1
    vmovups       zmm2, [r10]
    mov           ebp, 5
loop0:
    mov           r12d, 5
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax]
loop1:
    vmovdqu32     zmm3, [r11]
    vfmadd213ps   zmm3{rne-sae}, zmm0, zmm2
    vmaxps        zmm3, zmm3, zmm1
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpxord        zmm4, zmm4, zmm4
    vpmaxsd       zmm3, zmm3, zmm4
    vpminsd       zmm3, zmm3, [constant1]{1to16}
    vpmovdb       [rbx], zmm3
    add           r11, 0x40
    add           rbx, 0x10
    dec           r12d
    jne           loop1
    sub           r11, -0x80
    dec           ebp
    jne           loop0
    tilerelease
    mov           rbx, [rdi]
    mov           rbp, [rdi+8]
    mov           r12, [rdi+0x10]
exit:
    vzeroupper
    ret
constant0:
    dd 0x1, 0x0, 0x0, 0x0, 0x400040, 0x400040, 0x400040, 0x400040, 0x0, 0x0, 0x0, 0x0, 0xb0b0b0b, 0x10100b0b, 0x0, 0x0
constant1:
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
