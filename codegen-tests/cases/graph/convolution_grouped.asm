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

conv taps 3x3 channels 6 tile 5x5x16 on 5x5
code 5758 bytes, constants 6 bytes, 884 instructions, 338 vpdpbusd
27 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xff
    kmovq         k1, rax
    mov           rcx, [rdi+0x50]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x40]
    add           rdx, 0x90
    mov           r8, [rdi+0x58]
    mov           r9, [rdi+0x60]
    mov           r10, [rdi+0x68]
    vmovdqu32     zmm0, [rcx]
    vmovdqu32     zmm1, [rcx+0x180]
    vmovdqa32     zmm2, zmm1
    vmovdqa32     zmm3, zmm1
    vmovdqu32     zmm4, [rcx+0x300]
    vmovdqu32     zmm5, [rcx+0x480]
    vmovdqu32     zmm6, [rcx+0x600]
    vmovdqa32     zmm7, zmm6
    vmovdqa32     zmm8, zmm6
    vmovdqu32     zmm9, [rcx+0x780]
    vmovdqa32     zmm10, zmm5
    vmovdqa32     zmm11, zmm6
    vmovdqa32     zmm12, zmm6
    vmovdqa32     zmm13, zmm6
    vmovdqa32     zmm14, zmm9
    vmovdqa32     zmm15, zmm5
    vmovdqa32     zmm16, zmm6
    vmovdqa32     zmm17, zmm6
    vmovdqa32     zmm18, zmm6
    vmovdqa32     zmm19, zmm9
    vmovdqu32     zmm20, [rcx+0x900]
    vmovdqu32     zmm21, [rcx+0xa80]
    vmovdqa32     zmm22, zmm21
    vmovdqa32     zmm23, zmm21
    vmovdqu32     zmm24, [rcx+0xc00]
    vmovdqu8      zmm25, [rsi]
    vpbroadcastd  zmm26, [rdx-0x90]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x78]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x60]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x48]
    vpdpbusd      zmm9, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x18]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x18]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x30]
    vpdpbusd      zmm14, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x60]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x78]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x90]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xa8]
    vpdpbusd      zmm19, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xd8]
    vpdpbusd      zmm21, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xf0]
    vpdpbusd      zmm22, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x108]
    vpdpbusd      zmm23, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x120]
    vpdpbusd      zmm24, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x40]
    vpbroadcastd  zmm26, [rdx-0x8c]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x74]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x5c]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x44]
    vpdpbusd      zmm9, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x14]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+4]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x1c]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x34]
    vpdpbusd      zmm14, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x64]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x7c]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x94]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xac]
    vpdpbusd      zmm19, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xdc]
    vpdpbusd      zmm21, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xf4]
    vpdpbusd      zmm22, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x10c]
    vpdpbusd      zmm23, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x124]
    vpdpbusd      zmm24, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x80]
    vpbroadcastd  zmm26, [rdx-0x90]
    vpdpbusd      zmm5, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x78]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x60]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x48]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x30]
    vpdpbusd      zmm9, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x18]
    vpdpbusd      zmm10, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x18]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x30]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x48]
    vpdpbusd      zmm14, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x60]
    vpdpbusd      zmm15, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x78]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x90]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xa8]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc0]
    vpdpbusd      zmm19, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xd8]
    vpdpbusd      zmm20, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xf0]
    vpdpbusd      zmm21, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x108]
    vpdpbusd      zmm22, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x120]
    vpdpbusd      zmm23, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x138]
    vpdpbusd      zmm24, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0xc0]
    vpbroadcastd  zmm26, [rdx-0x8c]
    vpdpbusd      zmm5, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x74]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x5c]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x44]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x2c]
    vpdpbusd      zmm9, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x14]
    vpdpbusd      zmm10, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+4]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x1c]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x34]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x4c]
    vpdpbusd      zmm14, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x64]
    vpdpbusd      zmm15, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x7c]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x94]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xac]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc4]
    vpdpbusd      zmm19, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xdc]
    vpdpbusd      zmm20, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xf4]
    vpdpbusd      zmm21, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x10c]
    vpdpbusd      zmm22, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x124]
    vpdpbusd      zmm23, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x13c]
    vpdpbusd      zmm24, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x100]
    vpbroadcastd  zmm26, [rdx-0x78]
    vpdpbusd      zmm5, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x60]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x48]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x30]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx]
    vpdpbusd      zmm10, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x18]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x30]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x48]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x78]
    vpdpbusd      zmm15, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x90]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xa8]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc0]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xf0]
    vpdpbusd      zmm20, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x108]
    vpdpbusd      zmm21, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x120]
    vpdpbusd      zmm22, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x138]
    vpdpbusd      zmm23, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x140]
    vpbroadcastd  zmm26, [rdx-0x74]
    vpdpbusd      zmm5, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x5c]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x44]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x2c]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+4]
    vpdpbusd      zmm10, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x1c]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x34]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x4c]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x7c]
    vpdpbusd      zmm15, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x94]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xac]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc4]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xf4]
    vpdpbusd      zmm20, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x10c]
    vpdpbusd      zmm21, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x124]
    vpdpbusd      zmm22, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x13c]
    vpdpbusd      zmm23, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x180]
    vpbroadcastd  zmm26, [rdx-0x90]
    vpdpbusd      zmm1, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x78]
    vpdpbusd      zmm2, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x60]
    vpdpbusd      zmm3, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x48]
    vpdpbusd      zmm4, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x18]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x18]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x30]
    vpdpbusd      zmm9, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x60]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x78]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x90]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xa8]
    vpdpbusd      zmm14, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xd8]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xf0]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x108]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x120]
    vpdpbusd      zmm19, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x150]
    vpdpbusd      zmm21, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x168]
    vpdpbusd      zmm22, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x180]
    vpdpbusd      zmm23, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x198]
    vpdpbusd      zmm24, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x1c0]
    vpbroadcastd  zmm26, [rdx-0x8c]
    vpdpbusd      zmm1, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x74]
    vpdpbusd      zmm2, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x5c]
    vpdpbusd      zmm3, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x44]
    vpdpbusd      zmm4, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x14]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+4]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x1c]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x34]
    vpdpbusd      zmm9, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x64]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x7c]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x94]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xac]
    vpdpbusd      zmm14, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xdc]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xf4]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x10c]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x124]
    vpdpbusd      zmm19, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x154]
    vpdpbusd      zmm21, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x16c]
    vpdpbusd      zmm22, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x184]
    vpdpbusd      zmm23, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x19c]
    vpdpbusd      zmm24, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x200]
    vpbroadcastd  zmm26, [rdx-0x90]
    vpdpbusd      zmm0, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x78]
    vpdpbusd      zmm1, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x60]
    vpdpbusd      zmm2, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x48]
    vpdpbusd      zmm3, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x30]
    vpdpbusd      zmm4, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x18]
    vpdpbusd      zmm5, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x18]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x30]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x48]
    vpdpbusd      zmm9, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x60]
    vpdpbusd      zmm10, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x78]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x90]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xa8]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc0]
    vpdpbusd      zmm14, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xd8]
    vpdpbusd      zmm15, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xf0]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x108]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x120]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x138]
    vpdpbusd      zmm19, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x150]
    vpdpbusd      zmm20, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x168]
    vpdpbusd      zmm21, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x180]
    vpdpbusd      zmm22, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x198]
    vpdpbusd      zmm23, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x1b0]
    vpdpbusd      zmm24, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x240]
    vpbroadcastd  zmm26, [rdx-0x8c]
    vpdpbusd      zmm0, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x74]
    vpdpbusd      zmm1, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x5c]
    vpdpbusd      zmm2, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x44]
    vpdpbusd      zmm3, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x2c]
    vpdpbusd      zmm4, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x14]
    vpdpbusd      zmm5, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+4]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x1c]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x34]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x4c]
    vpdpbusd      zmm9, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x64]
    vpdpbusd      zmm10, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x7c]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x94]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xac]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc4]
    vpdpbusd      zmm14, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xdc]
    vpdpbusd      zmm15, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xf4]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x10c]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x124]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x13c]
    vpdpbusd      zmm19, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x154]
    vpdpbusd      zmm20, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x16c]
    vpdpbusd      zmm21, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x184]
    vpdpbusd      zmm22, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x19c]
    vpdpbusd      zmm23, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x1b4]
    vpdpbusd      zmm24, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x280]
    vpbroadcastd  zmm26, [rdx-0x78]
    vpdpbusd      zmm0, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x60]
    vpdpbusd      zmm1, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x48]
    vpdpbusd      zmm2, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x30]
    vpdpbusd      zmm3, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx]
    vpdpbusd      zmm5, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x18]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x30]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x48]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x78]
    vpdpbusd      zmm10, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x90]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xa8]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc0]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xf0]
    vpdpbusd      zmm15, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x108]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x120]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x138]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x168]
    vpdpbusd      zmm20, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x180]
    vpdpbusd      zmm21, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x198]
    vpdpbusd      zmm22, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x1b0]
    vpdpbusd      zmm23, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x2c0]
    vpbroadcastd  zmm26, [rdx-0x74]
    vpdpbusd      zmm0, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x5c]
    vpdpbusd      zmm1, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x44]
    vpdpbusd      zmm2, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx-0x2c]
    vpdpbusd      zmm3, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+4]
    vpdpbusd      zmm5, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x1c]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x34]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x4c]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x7c]
    vpdpbusd      zmm10, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x94]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xac]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc4]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xf4]
    vpdpbusd      zmm15, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x10c]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x124]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x13c]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x16c]
    vpdpbusd      zmm20, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x184]
    vpdpbusd      zmm21, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x19c]
    vpdpbusd      zmm22, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x1b4]
    vpdpbusd      zmm23, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x300]
    vpbroadcastd  zmm26, [rdx-0x18]
    vpdpbusd      zmm1, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx]
    vpdpbusd      zmm2, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x18]
    vpdpbusd      zmm3, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x30]
    vpdpbusd      zmm4, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x60]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x78]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x90]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xa8]
    vpdpbusd      zmm9, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xd8]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xf0]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x108]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x120]
    vpdpbusd      zmm14, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x150]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x168]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x180]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x198]
    vpdpbusd      zmm19, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x340]
    vpbroadcastd  zmm26, [rdx-0x14]
    vpdpbusd      zmm1, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+4]
    vpdpbusd      zmm2, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x1c]
    vpdpbusd      zmm3, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x34]
    vpdpbusd      zmm4, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x64]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x7c]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x94]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xac]
    vpdpbusd      zmm9, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xdc]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xf4]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x10c]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x124]
    vpdpbusd      zmm14, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x154]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x16c]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x184]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x19c]
    vpdpbusd      zmm19, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x380]
    vpbroadcastd  zmm26, [rdx-0x18]
    vpdpbusd      zmm0, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx]
    vpdpbusd      zmm1, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x18]
    vpdpbusd      zmm2, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x30]
    vpdpbusd      zmm3, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x48]
    vpdpbusd      zmm4, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x60]
    vpdpbusd      zmm5, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x78]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x90]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xa8]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc0]
    vpdpbusd      zmm9, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xd8]
    vpdpbusd      zmm10, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xf0]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x108]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x120]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x138]
    vpdpbusd      zmm14, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x150]
    vpdpbusd      zmm15, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x168]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x180]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x198]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x1b0]
    vpdpbusd      zmm19, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x3c0]
    vpbroadcastd  zmm26, [rdx-0x14]
    vpdpbusd      zmm0, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+4]
    vpdpbusd      zmm1, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x1c]
    vpdpbusd      zmm2, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x34]
    vpdpbusd      zmm3, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x4c]
    vpdpbusd      zmm4, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x64]
    vpdpbusd      zmm5, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x7c]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x94]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xac]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc4]
    vpdpbusd      zmm9, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xdc]
    vpdpbusd      zmm10, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xf4]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x10c]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x124]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x13c]
    vpdpbusd      zmm14, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x154]
    vpdpbusd      zmm15, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x16c]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x184]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x19c]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x1b4]
    vpdpbusd      zmm19, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x400]
    vpbroadcastd  zmm26, [rdx]
    vpdpbusd      zmm0, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x18]
    vpdpbusd      zmm1, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x30]
    vpdpbusd      zmm2, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x48]
    vpdpbusd      zmm3, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x78]
    vpdpbusd      zmm5, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x90]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xa8]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc0]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xf0]
    vpdpbusd      zmm10, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x108]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x120]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x138]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x168]
    vpdpbusd      zmm15, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x180]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x198]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x1b0]
    vpdpbusd      zmm18, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x440]
    vpbroadcastd  zmm26, [rdx+4]
    vpdpbusd      zmm0, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x1c]
    vpdpbusd      zmm1, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x34]
    vpdpbusd      zmm2, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x4c]
    vpdpbusd      zmm3, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x7c]
    vpdpbusd      zmm5, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x94]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xac]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc4]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xf4]
    vpdpbusd      zmm10, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x10c]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x124]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x13c]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x16c]
    vpdpbusd      zmm15, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x184]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x19c]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x1b4]
    vpdpbusd      zmm18, zmm26, zmm25
    vmovups       zmm25, [r8]
    vmovups       zmm26, [r9]
    vfmadd213ps   zmm0{rne-sae}, zmm25, zmm26
    vfmadd213ps   zmm1{rne-sae}, zmm25, zmm26
    vfmadd213ps   zmm2{rne-sae}, zmm25, zmm26
    vfmadd213ps   zmm3{rne-sae}, zmm25, zmm26
    vfmadd213ps   zmm4{rne-sae}, zmm25, zmm26
    vfmadd213ps   zmm5{rne-sae}, zmm25, zmm26
    vfmadd213ps   zmm6{rne-sae}, zmm25, zmm26
    vfmadd213ps   zmm7{rne-sae}, zmm25, zmm26
    vfmadd213ps   zmm8{rne-sae}, zmm25, zmm26
    vfmadd213ps   zmm9{rne-sae}, zmm25, zmm26
    vfmadd213ps   zmm10{rne-sae}, zmm25, zmm26
    vfmadd213ps   zmm11{rne-sae}, zmm25, zmm26
    vfmadd213ps   zmm12{rne-sae}, zmm25, zmm26
    vfmadd213ps   zmm13{rne-sae}, zmm25, zmm26
    vfmadd213ps   zmm14{rne-sae}, zmm25, zmm26
    vfmadd213ps   zmm15{rne-sae}, zmm25, zmm26
    vfmadd213ps   zmm16{rne-sae}, zmm25, zmm26
    vfmadd213ps   zmm17{rne-sae}, zmm25, zmm26
    vfmadd213ps   zmm18{rne-sae}, zmm25, zmm26
    vfmadd213ps   zmm19{rne-sae}, zmm25, zmm26
    vfmadd213ps   zmm20{rne-sae}, zmm25, zmm26
    vfmadd213ps   zmm21{rne-sae}, zmm25, zmm26
    vfmadd213ps   zmm22{rne-sae}, zmm25, zmm26
    vfmadd213ps   zmm23{rne-sae}, zmm25, zmm26
    vfmadd231ps   zmm26{rne-sae}, zmm24, zmm25
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm24, zmm24, zmm24
    vpmaxsd       zmm0, zmm0, zmm24
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm1
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0x20]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm2
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0x40]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm3
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0x60]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm4
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0x80]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm5
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0xa0]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm6
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0xc0]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm7
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0xe0]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm8
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0x100]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm9
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0x120]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm10
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0x140]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm11
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0x160]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm12
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0x180]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm13
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0x1a0]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm14
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0x1c0]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm15
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0x1e0]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm16
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0x200]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm17
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0x220]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm18
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0x240]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm19
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0x260]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm20
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0x280]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm21
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0x2a0]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm22
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0x2c0]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm23
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0x2e0]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm26
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0x300]{k1}, zmm0
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
