interleave f32 to u8 mul channels 3x1 pixels 16x5
code 272 bytes, constants 64 bytes, 41 instructions, 0 vpdpbusd
4 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 204 bytes, 28 instructions, 0 vpdpbusd, 12 loads, 1 stores

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
    vmaxps        zmm1, zmm1, [constant1]{1to16}
    vminps        zmm1, zmm1, [constant2]{1to16}
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpaddd        zmm1, zmm1, [constant3]{1to16}
    vmovups       zmm2, [rcx+0x144]
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vmaxps        zmm2, zmm2, [constant1]{1to16}
    vminps        zmm2, zmm2, [constant2]{1to16}
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vpaddd        zmm2, zmm2, [constant3]{1to16}
    vmovups       zmm3, [rcx+0x288]
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vmaxps        zmm3, zmm3, [constant1]{1to16}
    vminps        zmm3, zmm3, [constant2]{1to16}
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpaddd        zmm3, zmm3, [constant3]{1to16}
    vpslld        zmm2, zmm2, 8
    vpord         zmm1, zmm1, zmm2
    vpslld        zmm2, zmm3, 0x10
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
    dd 0x42480000
constant1:
    dd 0xc3000000
constant2:
    dd 0x42fe0000
constant3:
    dd 0x80

interleave f32 to u8 mul channels 3x1 pixels 1x1
code 225 bytes, constants 47 bytes, 32 instructions, 0 vpdpbusd
4 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           eax, 1
    kmovq         k1, rax
    vpbroadcastd  zmm0, [constant0]
    mov           rcx, [rdi+0x40]
    mov           rsi, [rdi+0x48]
    vmovups       zmm1{k1}{z}, [rcx]
    vmulps        zmm1{rne-sae}, zmm1, zmm0
    vmaxps        zmm1, zmm1, [constant1]{1to16}
    vminps        zmm1, zmm1, [constant2]{1to16}
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpaddd        zmm1, zmm1, [constant3]{1to16}
    vmovups       zmm2{k1}{z}, [rcx+0x144]
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vmaxps        zmm2, zmm2, [constant1]{1to16}
    vminps        zmm2, zmm2, [constant2]{1to16}
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vpaddd        zmm2, zmm2, [constant3]{1to16}
    vmovups       zmm3{k1}{z}, [rcx+0x288]
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vmaxps        zmm3, zmm3, [constant1]{1to16}
    vminps        zmm3, zmm3, [constant2]{1to16}
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpaddd        zmm3, zmm3, [constant3]{1to16}
    vpslld        zmm2, zmm2, 8
    vpord         zmm1, zmm1, zmm2
    vpslld        zmm2, zmm3, 0x10
    vpord         zmm1, zmm1, zmm2
    vmovdqu32     [rsi]{k1}, zmm1
exit:
    vzeroupper
    ret
constant0:
    dd 0x42480000
constant1:
    dd 0xc3000000
constant2:
    dd 0x42fe0000
constant3:
    dd 0x80

conv taps 3x3 channels 3 tile 5x5x16 on 5x5
code 4486 bytes, constants 78 bytes, 633 instructions, 169 vpdpbusd
28 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           rcx, [rdi+0x50]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x40]
    mov           r8, [rdi+0x58]
    mov           r9, [rdi+0x60]
    vmovdqu32     zmm0, [rcx]
    vmovdqu32     zmm1, [rcx+0x150]
    vmovdqa32     zmm2, zmm1
    vmovdqa32     zmm3, zmm1
    vmovdqu32     zmm4, [rcx+0x2a0]
    vmovdqu32     zmm5, [rcx+0x3f0]
    vmovdqu32     zmm6, [rcx+0x540]
    vmovdqa32     zmm7, zmm6
    vmovdqa32     zmm8, zmm6
    vmovdqu32     zmm9, [rcx+0x690]
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
    vmovdqu32     zmm20, [rcx+0x7e0]
    vmovdqu32     zmm21, [rcx+0x930]
    vmovdqa32     zmm22, zmm21
    vmovdqa32     zmm23, zmm21
    vmovdqu32     zmm24, [rcx+0xa80]
    vmovdqu8      zmm25, [rsi]
    vpbroadcastd  zmm26, [rdx+0x28]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x30]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x38]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x40]
    vpdpbusd      zmm9, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x70]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x78]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x80]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x88]
    vpdpbusd      zmm14, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xb8]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc0]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc8]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xd0]
    vpdpbusd      zmm19, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x100]
    vpdpbusd      zmm21, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x108]
    vpdpbusd      zmm22, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x110]
    vpdpbusd      zmm23, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x118]
    vpdpbusd      zmm24, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x40]
    vpbroadcastd  zmm26, [rdx+0x24]
    vpdpbusd      zmm5, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x2c]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x34]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x3c]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x44]
    vpdpbusd      zmm9, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x6c]
    vpdpbusd      zmm10, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x74]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x7c]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x84]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x8c]
    vpdpbusd      zmm14, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xb4]
    vpdpbusd      zmm15, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xbc]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc4]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xcc]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xd4]
    vpdpbusd      zmm19, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xfc]
    vpdpbusd      zmm20, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x104]
    vpdpbusd      zmm21, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x10c]
    vpdpbusd      zmm22, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x114]
    vpdpbusd      zmm23, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x11c]
    vpdpbusd      zmm24, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x80]
    vpbroadcastd  zmm26, [rdx+0x28]
    vpdpbusd      zmm5, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x30]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x38]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x40]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x70]
    vpdpbusd      zmm10, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x78]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x80]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x88]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xb8]
    vpdpbusd      zmm15, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc0]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc8]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xd0]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x100]
    vpdpbusd      zmm20, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x108]
    vpdpbusd      zmm21, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x110]
    vpdpbusd      zmm22, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x118]
    vpdpbusd      zmm23, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0xc0]
    vpbroadcastd  zmm26, [rdx+4]
    vpdpbusd      zmm1, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc]
    vpdpbusd      zmm2, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x14]
    vpdpbusd      zmm3, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x1c]
    vpdpbusd      zmm4, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x4c]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x54]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x5c]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x64]
    vpdpbusd      zmm9, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x94]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x9c]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xa4]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xac]
    vpdpbusd      zmm14, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xdc]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xe4]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xec]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xf4]
    vpdpbusd      zmm19, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x124]
    vpdpbusd      zmm21, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x12c]
    vpdpbusd      zmm22, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x134]
    vpdpbusd      zmm23, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x13c]
    vpdpbusd      zmm24, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x100]
    vpbroadcastd  zmm26, [rdx]
    vpdpbusd      zmm0, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+8]
    vpdpbusd      zmm1, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x10]
    vpdpbusd      zmm2, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x18]
    vpdpbusd      zmm3, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x20]
    vpdpbusd      zmm4, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x48]
    vpdpbusd      zmm5, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x50]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x58]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x60]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x68]
    vpdpbusd      zmm9, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x90]
    vpdpbusd      zmm10, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x98]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xa0]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xa8]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xb0]
    vpdpbusd      zmm14, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xd8]
    vpdpbusd      zmm15, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xe0]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xe8]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xf0]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xf8]
    vpdpbusd      zmm19, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x120]
    vpdpbusd      zmm20, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x128]
    vpdpbusd      zmm21, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x130]
    vpdpbusd      zmm22, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x138]
    vpdpbusd      zmm23, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x140]
    vpdpbusd      zmm24, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x140]
    vpbroadcastd  zmm26, [rdx+4]
    vpdpbusd      zmm0, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc]
    vpdpbusd      zmm1, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x14]
    vpdpbusd      zmm2, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x1c]
    vpdpbusd      zmm3, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x4c]
    vpdpbusd      zmm5, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x54]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x5c]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x64]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x94]
    vpdpbusd      zmm10, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x9c]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xa4]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xac]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xdc]
    vpdpbusd      zmm15, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xe4]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xec]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xf4]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x124]
    vpdpbusd      zmm20, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x12c]
    vpdpbusd      zmm21, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x134]
    vpdpbusd      zmm22, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x13c]
    vpdpbusd      zmm23, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x180]
    vpbroadcastd  zmm26, [rdx+0x28]
    vpdpbusd      zmm1, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x30]
    vpdpbusd      zmm2, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x38]
    vpdpbusd      zmm3, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x40]
    vpdpbusd      zmm4, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x70]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x78]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x80]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x88]
    vpdpbusd      zmm9, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xb8]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc0]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc8]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xd0]
    vpdpbusd      zmm14, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x100]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x108]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x110]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x118]
    vpdpbusd      zmm19, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x1c0]
    vpbroadcastd  zmm26, [rdx+0x24]
    vpdpbusd      zmm0, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x2c]
    vpdpbusd      zmm1, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x34]
    vpdpbusd      zmm2, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x3c]
    vpdpbusd      zmm3, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x44]
    vpdpbusd      zmm4, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x6c]
    vpdpbusd      zmm5, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x74]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x7c]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x84]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x8c]
    vpdpbusd      zmm9, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xb4]
    vpdpbusd      zmm10, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xbc]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc4]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xcc]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xd4]
    vpdpbusd      zmm14, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xfc]
    vpdpbusd      zmm15, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x104]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x10c]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x114]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x11c]
    vpdpbusd      zmm19, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x200]
    vpbroadcastd  zmm26, [rdx+0x28]
    vpdpbusd      zmm0, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x30]
    vpdpbusd      zmm1, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x38]
    vpdpbusd      zmm2, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x40]
    vpdpbusd      zmm3, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x70]
    vpdpbusd      zmm5, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x78]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x80]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x88]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xb8]
    vpdpbusd      zmm10, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc0]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc8]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xd0]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x100]
    vpdpbusd      zmm15, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x108]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x110]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x118]
    vpdpbusd      zmm18, zmm26, zmm25
    vmovups       zmm25, [r8]
    vpbroadcastd  zmm26, [constant0]
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm25
    vmulps        zmm27{rne-sae}, zmm0, zmm26
    vcmpgt_oqps   k7, zmm0, [constant1]{1to16}
    vblendmps     zmm0{k7}, zmm27, zmm0
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm25
    vmulps        zmm27{rne-sae}, zmm1, zmm26
    vcmpgt_oqps   k7, zmm1, [constant1]{1to16}
    vblendmps     zmm1{k7}, zmm27, zmm1
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmulps        zmm2{rne-sae}, zmm2, zmm25
    vmulps        zmm27{rne-sae}, zmm2, zmm26
    vcmpgt_oqps   k7, zmm2, [constant1]{1to16}
    vblendmps     zmm2{k7}, zmm27, zmm2
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmulps        zmm3{rne-sae}, zmm3, zmm25
    vmulps        zmm27{rne-sae}, zmm3, zmm26
    vcmpgt_oqps   k7, zmm3, [constant1]{1to16}
    vblendmps     zmm3{k7}, zmm27, zmm3
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm4{rne-sae}, zmm4, zmm25
    vmulps        zmm27{rne-sae}, zmm4, zmm26
    vcmpgt_oqps   k7, zmm4, [constant1]{1to16}
    vblendmps     zmm4{k7}, zmm27, zmm4
    vcvtdq2ps     zmm5{rne-sae}, zmm5
    vmulps        zmm5{rne-sae}, zmm5, zmm25
    vmulps        zmm27{rne-sae}, zmm5, zmm26
    vcmpgt_oqps   k7, zmm5, [constant1]{1to16}
    vblendmps     zmm5{k7}, zmm27, zmm5
    vcvtdq2ps     zmm6{rne-sae}, zmm6
    vmulps        zmm6{rne-sae}, zmm6, zmm25
    vmulps        zmm27{rne-sae}, zmm6, zmm26
    vcmpgt_oqps   k7, zmm6, [constant1]{1to16}
    vblendmps     zmm6{k7}, zmm27, zmm6
    vcvtdq2ps     zmm7{rne-sae}, zmm7
    vmulps        zmm7{rne-sae}, zmm7, zmm25
    vmulps        zmm27{rne-sae}, zmm7, zmm26
    vcmpgt_oqps   k7, zmm7, [constant1]{1to16}
    vblendmps     zmm7{k7}, zmm27, zmm7
    vcvtdq2ps     zmm8{rne-sae}, zmm8
    vmulps        zmm8{rne-sae}, zmm8, zmm25
    vmulps        zmm27{rne-sae}, zmm8, zmm26
    vcmpgt_oqps   k7, zmm8, [constant1]{1to16}
    vblendmps     zmm8{k7}, zmm27, zmm8
    vcvtdq2ps     zmm9{rne-sae}, zmm9
    vmulps        zmm9{rne-sae}, zmm9, zmm25
    vmulps        zmm27{rne-sae}, zmm9, zmm26
    vcmpgt_oqps   k7, zmm9, [constant1]{1to16}
    vblendmps     zmm9{k7}, zmm27, zmm9
    vcvtdq2ps     zmm10{rne-sae}, zmm10
    vmulps        zmm10{rne-sae}, zmm10, zmm25
    vmulps        zmm27{rne-sae}, zmm10, zmm26
    vcmpgt_oqps   k7, zmm10, [constant1]{1to16}
    vblendmps     zmm10{k7}, zmm27, zmm10
    vcvtdq2ps     zmm11{rne-sae}, zmm11
    vmulps        zmm11{rne-sae}, zmm11, zmm25
    vmulps        zmm27{rne-sae}, zmm11, zmm26
    vcmpgt_oqps   k7, zmm11, [constant1]{1to16}
    vblendmps     zmm11{k7}, zmm27, zmm11
    vcvtdq2ps     zmm12{rne-sae}, zmm12
    vmulps        zmm12{rne-sae}, zmm12, zmm25
    vmulps        zmm27{rne-sae}, zmm12, zmm26
    vcmpgt_oqps   k7, zmm12, [constant1]{1to16}
    vblendmps     zmm12{k7}, zmm27, zmm12
    vcvtdq2ps     zmm13{rne-sae}, zmm13
    vmulps        zmm13{rne-sae}, zmm13, zmm25
    vmulps        zmm27{rne-sae}, zmm13, zmm26
    vcmpgt_oqps   k7, zmm13, [constant1]{1to16}
    vblendmps     zmm13{k7}, zmm27, zmm13
    vcvtdq2ps     zmm14{rne-sae}, zmm14
    vmulps        zmm14{rne-sae}, zmm14, zmm25
    vmulps        zmm27{rne-sae}, zmm14, zmm26
    vcmpgt_oqps   k7, zmm14, [constant1]{1to16}
    vblendmps     zmm14{k7}, zmm27, zmm14
    vcvtdq2ps     zmm15{rne-sae}, zmm15
    vmulps        zmm15{rne-sae}, zmm15, zmm25
    vmulps        zmm27{rne-sae}, zmm15, zmm26
    vcmpgt_oqps   k7, zmm15, [constant1]{1to16}
    vblendmps     zmm15{k7}, zmm27, zmm15
    vcvtdq2ps     zmm16{rne-sae}, zmm16
    vmulps        zmm16{rne-sae}, zmm16, zmm25
    vmulps        zmm27{rne-sae}, zmm16, zmm26
    vcmpgt_oqps   k7, zmm16, [constant1]{1to16}
    vblendmps     zmm16{k7}, zmm27, zmm16
    vcvtdq2ps     zmm17{rne-sae}, zmm17
    vmulps        zmm17{rne-sae}, zmm17, zmm25
    vmulps        zmm27{rne-sae}, zmm17, zmm26
    vcmpgt_oqps   k7, zmm17, [constant1]{1to16}
    vblendmps     zmm17{k7}, zmm27, zmm17
    vcvtdq2ps     zmm18{rne-sae}, zmm18
    vmulps        zmm18{rne-sae}, zmm18, zmm25
    vmulps        zmm27{rne-sae}, zmm18, zmm26
    vcmpgt_oqps   k7, zmm18, [constant1]{1to16}
    vblendmps     zmm18{k7}, zmm27, zmm18
    vcvtdq2ps     zmm19{rne-sae}, zmm19
    vmulps        zmm19{rne-sae}, zmm19, zmm25
    vmulps        zmm27{rne-sae}, zmm19, zmm26
    vcmpgt_oqps   k7, zmm19, [constant1]{1to16}
    vblendmps     zmm19{k7}, zmm27, zmm19
    vcvtdq2ps     zmm20{rne-sae}, zmm20
    vmulps        zmm20{rne-sae}, zmm20, zmm25
    vmulps        zmm27{rne-sae}, zmm20, zmm26
    vcmpgt_oqps   k7, zmm20, [constant1]{1to16}
    vblendmps     zmm20{k7}, zmm27, zmm20
    vcvtdq2ps     zmm21{rne-sae}, zmm21
    vmulps        zmm21{rne-sae}, zmm21, zmm25
    vmulps        zmm27{rne-sae}, zmm21, zmm26
    vcmpgt_oqps   k7, zmm21, [constant1]{1to16}
    vblendmps     zmm21{k7}, zmm27, zmm21
    vcvtdq2ps     zmm22{rne-sae}, zmm22
    vmulps        zmm22{rne-sae}, zmm22, zmm25
    vmulps        zmm27{rne-sae}, zmm22, zmm26
    vcmpgt_oqps   k7, zmm22, [constant1]{1to16}
    vblendmps     zmm22{k7}, zmm27, zmm22
    vcvtdq2ps     zmm23{rne-sae}, zmm23
    vmulps        zmm23{rne-sae}, zmm23, zmm25
    vmulps        zmm27{rne-sae}, zmm23, zmm26
    vcmpgt_oqps   k7, zmm23, [constant1]{1to16}
    vblendmps     zmm23{k7}, zmm27, zmm23
    vcvtdq2ps     zmm24{rne-sae}, zmm24
    vmulps        zmm24{rne-sae}, zmm24, zmm25
    vmulps        zmm25{rne-sae}, zmm24, zmm26
    vcmpgt_oqps   k7, zmm24, [constant1]{1to16}
    vblendmps     zmm24{k7}, zmm25, zmm24
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm1
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x14], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm2
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x28], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm3
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x3c], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm4
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x50], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm5
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x64], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm6
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x78], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm7
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x8c], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm8
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0xa0], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm9
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0xb4], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm10
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0xc8], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm11
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0xdc], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm12
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0xf0], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm13
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x104], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm14
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x118], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm15
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x12c], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm16
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x140], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm17
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x154], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm18
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x168], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm19
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x17c], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm20
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x190], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm21
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x1a4], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm22
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x1b8], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm23
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x1cc], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm24
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x1e0], zmm0
exit:
    vzeroupper
    ret
constant0:
    dd 0x3dcccccd
constant1:
    dd 0x0
constant2:
    dd 0xffffff80
constant3:
    dd 0x7f
constant4:
    dd 0x80

conv taps 3x3 channels 3 tile 5x5x16 on 5x5 #2
code 4496 bytes, constants 68 bytes, 635 instructions, 169 vpdpbusd
28 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xf
    kmovq         k1, rax
    mov           rcx, [rdi+0x50]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x40]
    mov           r8, [rdi+0x58]
    mov           r9, [rdi+0x60]
    vmovdqu32     zmm0, [rcx]
    vmovdqu32     zmm1, [rcx+0x150]
    vmovdqa32     zmm2, zmm1
    vmovdqa32     zmm3, zmm1
    vmovdqu32     zmm4, [rcx+0x2a0]
    vmovdqu32     zmm5, [rcx+0x3f0]
    vmovdqu32     zmm6, [rcx+0x540]
    vmovdqa32     zmm7, zmm6
    vmovdqa32     zmm8, zmm6
    vmovdqu32     zmm9, [rcx+0x690]
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
    vmovdqu32     zmm20, [rcx+0x7e0]
    vmovdqu32     zmm21, [rcx+0x930]
    vmovdqa32     zmm22, zmm21
    vmovdqa32     zmm23, zmm21
    vmovdqu32     zmm24, [rcx+0xa80]
    vmovdqu8      zmm25, [rsi]
    vpbroadcastd  zmm26, [rdx+0x28]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x30]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x38]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x40]
    vpdpbusd      zmm9, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x70]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x78]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x80]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x88]
    vpdpbusd      zmm14, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xb8]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc0]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc8]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xd0]
    vpdpbusd      zmm19, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x100]
    vpdpbusd      zmm21, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x108]
    vpdpbusd      zmm22, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x110]
    vpdpbusd      zmm23, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x118]
    vpdpbusd      zmm24, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x40]
    vpbroadcastd  zmm26, [rdx+0x24]
    vpdpbusd      zmm5, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x2c]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x34]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x3c]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x44]
    vpdpbusd      zmm9, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x6c]
    vpdpbusd      zmm10, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x74]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x7c]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x84]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x8c]
    vpdpbusd      zmm14, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xb4]
    vpdpbusd      zmm15, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xbc]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc4]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xcc]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xd4]
    vpdpbusd      zmm19, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xfc]
    vpdpbusd      zmm20, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x104]
    vpdpbusd      zmm21, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x10c]
    vpdpbusd      zmm22, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x114]
    vpdpbusd      zmm23, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x11c]
    vpdpbusd      zmm24, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x80]
    vpbroadcastd  zmm26, [rdx+0x28]
    vpdpbusd      zmm5, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x30]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x38]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x40]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x70]
    vpdpbusd      zmm10, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x78]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x80]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x88]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xb8]
    vpdpbusd      zmm15, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc0]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc8]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xd0]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x100]
    vpdpbusd      zmm20, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x108]
    vpdpbusd      zmm21, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x110]
    vpdpbusd      zmm22, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x118]
    vpdpbusd      zmm23, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0xc0]
    vpbroadcastd  zmm26, [rdx+4]
    vpdpbusd      zmm1, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc]
    vpdpbusd      zmm2, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x14]
    vpdpbusd      zmm3, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x1c]
    vpdpbusd      zmm4, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x4c]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x54]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x5c]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x64]
    vpdpbusd      zmm9, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x94]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x9c]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xa4]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xac]
    vpdpbusd      zmm14, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xdc]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xe4]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xec]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xf4]
    vpdpbusd      zmm19, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x124]
    vpdpbusd      zmm21, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x12c]
    vpdpbusd      zmm22, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x134]
    vpdpbusd      zmm23, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x13c]
    vpdpbusd      zmm24, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x100]
    vpbroadcastd  zmm26, [rdx]
    vpdpbusd      zmm0, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+8]
    vpdpbusd      zmm1, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x10]
    vpdpbusd      zmm2, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x18]
    vpdpbusd      zmm3, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x20]
    vpdpbusd      zmm4, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x48]
    vpdpbusd      zmm5, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x50]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x58]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x60]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x68]
    vpdpbusd      zmm9, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x90]
    vpdpbusd      zmm10, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x98]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xa0]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xa8]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xb0]
    vpdpbusd      zmm14, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xd8]
    vpdpbusd      zmm15, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xe0]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xe8]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xf0]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xf8]
    vpdpbusd      zmm19, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x120]
    vpdpbusd      zmm20, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x128]
    vpdpbusd      zmm21, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x130]
    vpdpbusd      zmm22, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x138]
    vpdpbusd      zmm23, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x140]
    vpdpbusd      zmm24, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x140]
    vpbroadcastd  zmm26, [rdx+4]
    vpdpbusd      zmm0, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc]
    vpdpbusd      zmm1, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x14]
    vpdpbusd      zmm2, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x1c]
    vpdpbusd      zmm3, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x4c]
    vpdpbusd      zmm5, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x54]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x5c]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x64]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x94]
    vpdpbusd      zmm10, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x9c]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xa4]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xac]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xdc]
    vpdpbusd      zmm15, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xe4]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xec]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xf4]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x124]
    vpdpbusd      zmm20, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x12c]
    vpdpbusd      zmm21, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x134]
    vpdpbusd      zmm22, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x13c]
    vpdpbusd      zmm23, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x180]
    vpbroadcastd  zmm26, [rdx+0x28]
    vpdpbusd      zmm1, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x30]
    vpdpbusd      zmm2, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x38]
    vpdpbusd      zmm3, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x40]
    vpdpbusd      zmm4, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x70]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x78]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x80]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x88]
    vpdpbusd      zmm9, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xb8]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc0]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc8]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xd0]
    vpdpbusd      zmm14, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x100]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x108]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x110]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x118]
    vpdpbusd      zmm19, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x1c0]
    vpbroadcastd  zmm26, [rdx+0x24]
    vpdpbusd      zmm0, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x2c]
    vpdpbusd      zmm1, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x34]
    vpdpbusd      zmm2, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x3c]
    vpdpbusd      zmm3, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x44]
    vpdpbusd      zmm4, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x6c]
    vpdpbusd      zmm5, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x74]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x7c]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x84]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x8c]
    vpdpbusd      zmm9, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xb4]
    vpdpbusd      zmm10, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xbc]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc4]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xcc]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xd4]
    vpdpbusd      zmm14, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xfc]
    vpdpbusd      zmm15, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x104]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x10c]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x114]
    vpdpbusd      zmm18, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x11c]
    vpdpbusd      zmm19, zmm26, zmm25
    vmovdqu8      zmm25, [rsi+0x200]
    vpbroadcastd  zmm26, [rdx+0x28]
    vpdpbusd      zmm0, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x30]
    vpdpbusd      zmm1, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x38]
    vpdpbusd      zmm2, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x40]
    vpdpbusd      zmm3, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x70]
    vpdpbusd      zmm5, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x78]
    vpdpbusd      zmm6, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x80]
    vpdpbusd      zmm7, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x88]
    vpdpbusd      zmm8, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xb8]
    vpdpbusd      zmm10, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc0]
    vpdpbusd      zmm11, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xc8]
    vpdpbusd      zmm12, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0xd0]
    vpdpbusd      zmm13, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x100]
    vpdpbusd      zmm15, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x108]
    vpdpbusd      zmm16, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x110]
    vpdpbusd      zmm17, zmm26, zmm25
    vpbroadcastd  zmm26, [rdx+0x118]
    vpdpbusd      zmm18, zmm26, zmm25
    vmovups       zmm25, [r8]
    vpbroadcastd  zmm26, [constant0]
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm25
    vmulps        zmm27{rne-sae}, zmm0, zmm26
    vcmpgt_oqps   k7, zmm0, [constant1]{1to16}
    vblendmps     zmm0{k7}, zmm27, zmm0
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm25
    vmulps        zmm27{rne-sae}, zmm1, zmm26
    vcmpgt_oqps   k7, zmm1, [constant1]{1to16}
    vblendmps     zmm1{k7}, zmm27, zmm1
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmulps        zmm2{rne-sae}, zmm2, zmm25
    vmulps        zmm27{rne-sae}, zmm2, zmm26
    vcmpgt_oqps   k7, zmm2, [constant1]{1to16}
    vblendmps     zmm2{k7}, zmm27, zmm2
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmulps        zmm3{rne-sae}, zmm3, zmm25
    vmulps        zmm27{rne-sae}, zmm3, zmm26
    vcmpgt_oqps   k7, zmm3, [constant1]{1to16}
    vblendmps     zmm3{k7}, zmm27, zmm3
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm4{rne-sae}, zmm4, zmm25
    vmulps        zmm27{rne-sae}, zmm4, zmm26
    vcmpgt_oqps   k7, zmm4, [constant1]{1to16}
    vblendmps     zmm4{k7}, zmm27, zmm4
    vcvtdq2ps     zmm5{rne-sae}, zmm5
    vmulps        zmm5{rne-sae}, zmm5, zmm25
    vmulps        zmm27{rne-sae}, zmm5, zmm26
    vcmpgt_oqps   k7, zmm5, [constant1]{1to16}
    vblendmps     zmm5{k7}, zmm27, zmm5
    vcvtdq2ps     zmm6{rne-sae}, zmm6
    vmulps        zmm6{rne-sae}, zmm6, zmm25
    vmulps        zmm27{rne-sae}, zmm6, zmm26
    vcmpgt_oqps   k7, zmm6, [constant1]{1to16}
    vblendmps     zmm6{k7}, zmm27, zmm6
    vcvtdq2ps     zmm7{rne-sae}, zmm7
    vmulps        zmm7{rne-sae}, zmm7, zmm25
    vmulps        zmm27{rne-sae}, zmm7, zmm26
    vcmpgt_oqps   k7, zmm7, [constant1]{1to16}
    vblendmps     zmm7{k7}, zmm27, zmm7
    vcvtdq2ps     zmm8{rne-sae}, zmm8
    vmulps        zmm8{rne-sae}, zmm8, zmm25
    vmulps        zmm27{rne-sae}, zmm8, zmm26
    vcmpgt_oqps   k7, zmm8, [constant1]{1to16}
    vblendmps     zmm8{k7}, zmm27, zmm8
    vcvtdq2ps     zmm9{rne-sae}, zmm9
    vmulps        zmm9{rne-sae}, zmm9, zmm25
    vmulps        zmm27{rne-sae}, zmm9, zmm26
    vcmpgt_oqps   k7, zmm9, [constant1]{1to16}
    vblendmps     zmm9{k7}, zmm27, zmm9
    vcvtdq2ps     zmm10{rne-sae}, zmm10
    vmulps        zmm10{rne-sae}, zmm10, zmm25
    vmulps        zmm27{rne-sae}, zmm10, zmm26
    vcmpgt_oqps   k7, zmm10, [constant1]{1to16}
    vblendmps     zmm10{k7}, zmm27, zmm10
    vcvtdq2ps     zmm11{rne-sae}, zmm11
    vmulps        zmm11{rne-sae}, zmm11, zmm25
    vmulps        zmm27{rne-sae}, zmm11, zmm26
    vcmpgt_oqps   k7, zmm11, [constant1]{1to16}
    vblendmps     zmm11{k7}, zmm27, zmm11
    vcvtdq2ps     zmm12{rne-sae}, zmm12
    vmulps        zmm12{rne-sae}, zmm12, zmm25
    vmulps        zmm27{rne-sae}, zmm12, zmm26
    vcmpgt_oqps   k7, zmm12, [constant1]{1to16}
    vblendmps     zmm12{k7}, zmm27, zmm12
    vcvtdq2ps     zmm13{rne-sae}, zmm13
    vmulps        zmm13{rne-sae}, zmm13, zmm25
    vmulps        zmm27{rne-sae}, zmm13, zmm26
    vcmpgt_oqps   k7, zmm13, [constant1]{1to16}
    vblendmps     zmm13{k7}, zmm27, zmm13
    vcvtdq2ps     zmm14{rne-sae}, zmm14
    vmulps        zmm14{rne-sae}, zmm14, zmm25
    vmulps        zmm27{rne-sae}, zmm14, zmm26
    vcmpgt_oqps   k7, zmm14, [constant1]{1to16}
    vblendmps     zmm14{k7}, zmm27, zmm14
    vcvtdq2ps     zmm15{rne-sae}, zmm15
    vmulps        zmm15{rne-sae}, zmm15, zmm25
    vmulps        zmm27{rne-sae}, zmm15, zmm26
    vcmpgt_oqps   k7, zmm15, [constant1]{1to16}
    vblendmps     zmm15{k7}, zmm27, zmm15
    vcvtdq2ps     zmm16{rne-sae}, zmm16
    vmulps        zmm16{rne-sae}, zmm16, zmm25
    vmulps        zmm27{rne-sae}, zmm16, zmm26
    vcmpgt_oqps   k7, zmm16, [constant1]{1to16}
    vblendmps     zmm16{k7}, zmm27, zmm16
    vcvtdq2ps     zmm17{rne-sae}, zmm17
    vmulps        zmm17{rne-sae}, zmm17, zmm25
    vmulps        zmm27{rne-sae}, zmm17, zmm26
    vcmpgt_oqps   k7, zmm17, [constant1]{1to16}
    vblendmps     zmm17{k7}, zmm27, zmm17
    vcvtdq2ps     zmm18{rne-sae}, zmm18
    vmulps        zmm18{rne-sae}, zmm18, zmm25
    vmulps        zmm27{rne-sae}, zmm18, zmm26
    vcmpgt_oqps   k7, zmm18, [constant1]{1to16}
    vblendmps     zmm18{k7}, zmm27, zmm18
    vcvtdq2ps     zmm19{rne-sae}, zmm19
    vmulps        zmm19{rne-sae}, zmm19, zmm25
    vmulps        zmm27{rne-sae}, zmm19, zmm26
    vcmpgt_oqps   k7, zmm19, [constant1]{1to16}
    vblendmps     zmm19{k7}, zmm27, zmm19
    vcvtdq2ps     zmm20{rne-sae}, zmm20
    vmulps        zmm20{rne-sae}, zmm20, zmm25
    vmulps        zmm27{rne-sae}, zmm20, zmm26
    vcmpgt_oqps   k7, zmm20, [constant1]{1to16}
    vblendmps     zmm20{k7}, zmm27, zmm20
    vcvtdq2ps     zmm21{rne-sae}, zmm21
    vmulps        zmm21{rne-sae}, zmm21, zmm25
    vmulps        zmm27{rne-sae}, zmm21, zmm26
    vcmpgt_oqps   k7, zmm21, [constant1]{1to16}
    vblendmps     zmm21{k7}, zmm27, zmm21
    vcvtdq2ps     zmm22{rne-sae}, zmm22
    vmulps        zmm22{rne-sae}, zmm22, zmm25
    vmulps        zmm27{rne-sae}, zmm22, zmm26
    vcmpgt_oqps   k7, zmm22, [constant1]{1to16}
    vblendmps     zmm22{k7}, zmm27, zmm22
    vcvtdq2ps     zmm23{rne-sae}, zmm23
    vmulps        zmm23{rne-sae}, zmm23, zmm25
    vmulps        zmm27{rne-sae}, zmm23, zmm26
    vcmpgt_oqps   k7, zmm23, [constant1]{1to16}
    vblendmps     zmm23{k7}, zmm27, zmm23
    vcvtdq2ps     zmm24{rne-sae}, zmm24
    vmulps        zmm24{rne-sae}, zmm24, zmm25
    vmulps        zmm25{rne-sae}, zmm24, zmm26
    vcmpgt_oqps   k7, zmm24, [constant1]{1to16}
    vblendmps     zmm24{k7}, zmm25, zmm24
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm1
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x14]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm2
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x28]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm3
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x3c]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm4
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x50]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm5
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x64]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm6
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x78]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm7
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x8c]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm8
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0xa0]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm9
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0xb4]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm10
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0xc8]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm11
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0xdc]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm12
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0xf0]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm13
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x104]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm14
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x118]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm15
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x12c]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm16
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x140]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm17
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x154]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm18
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x168]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm19
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x17c]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm20
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x190]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm21
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x1a4]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm22
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x1b8]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm23
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x1cc]{k1}, zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm24
    vpmaxsd       zmm0, zmm0, [constant2]{1to16}
    vpminsd       zmm0, zmm0, [constant3]{1to16}
    vpaddd        zmm0, zmm0, [constant4]{1to16}
    vpmovdb       [r9+0x1e0]{k1}, zmm0
exit:
    vzeroupper
    ret
constant0:
    dd 0x3dcccccd
constant1:
    dd 0x0
constant2:
    dd 0xffffff80
constant3:
    dd 0x7f
constant4:
    dd 0x80

deinterleave u8 to f32 cvt+mul channels 4x5 pixels 16x1
code 374 bytes, constants 86 bytes, 56 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 306 bytes, 43 instructions, 0 vpdpbusd, 15 loads, 4 stores

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
    dd 0x0, 0x14, 0x28, 0x3c, 0x50, 0x64, 0x78, 0x8c, 0xa0, 0xb4, 0xc8, 0xdc, 0xf0, 0x104, 0x118, 0x12c
constant1:
    dd 0x3dcccccd
constant2:
    dd 0xff
constant3:
    dd 0x80

deinterleave u8 to f32 cvt+mul channels 4x5 pixels 9x1
code 374 bytes, constants 86 bytes, 57 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 306 bytes, 43 instructions, 0 vpdpbusd, 15 loads, 4 stores

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
    vpsubd        zmm1, zmm1, [constant3]{1to16}
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm0
    vmovdqa32     zmm2, [constant0]
    kmovw         k7, k1
    vpxord        zmm3, zmm3, zmm3
    vgatherdps    zmm3, k7, [rcx+zmm2]
    vpsrld        zmm2, zmm3, 8
    vpandd        zmm2, zmm2, [constant2]{1to16}
    vpsubd        zmm2, zmm2, [constant3]{1to16}
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vmovdqa32     zmm3, [constant0]
    kmovw         k7, k1
    vpxord        zmm4, zmm4, zmm4
    vgatherdps    zmm4, k7, [rcx+zmm3]
    vpsrld        zmm3, zmm4, 0x10
    vpandd        zmm3, zmm3, [constant2]{1to16}
    vpsubd        zmm3, zmm3, [constant3]{1to16}
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vmovdqa32     zmm4, [constant0]
    kmovw         k7, k1
    vpxord        zmm5, zmm5, zmm5
    vgatherdps    zmm5, k7, [rcx+zmm4]
    vpsrld        zmm4, zmm5, 0x18
    vpsubd        zmm4, zmm4, [constant3]{1to16}
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
    dd 0x0, 0x14, 0x28, 0x3c, 0x50, 0x64, 0x78, 0x8c, 0xa0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0
constant1:
    dd 0x3dcccccd
constant2:
    dd 0xff
constant3:
    dd 0x80
