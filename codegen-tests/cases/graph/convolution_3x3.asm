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

conv taps 3x3 channels 16 tile 4x5x16 on 4x5
code 6078 bytes, constants 6 bytes, 939 instructions, 364 vpdpbusd
23 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 2805 bytes, 432 instructions, 208 vpdpbusd, 220 loads, 0 stores

    cmp           rsi, rdx
    jae           exit
    mov           [rdi], rbx
    mov           [rdi+8], rbp
    mov           rcx, [rdi+0x50]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x40]
    mov           r8, [rdi+0x48]
    mov           r9, [rdi+0x40]
    mov           r10, [rdi+0x58]
    mov           r11, [rdi+0x60]
    mov           rbx, [rdi+0x68]
    vmovdqu32     zmm0, [rcx]
    vmovdqa32     zmm1, zmm0
    vmovdqa32     zmm2, zmm0
    vmovdqa32     zmm3, zmm0
    vmovdqa32     zmm4, zmm0
    vmovdqa32     zmm5, zmm0
    vmovdqa32     zmm6, zmm0
    vmovdqa32     zmm7, zmm0
    vmovdqa32     zmm8, zmm0
    vmovdqa32     zmm9, zmm0
    vmovdqa32     zmm10, zmm0
    vmovdqa32     zmm11, zmm0
    vmovdqa32     zmm12, zmm0
    vmovdqa32     zmm13, zmm0
    vmovdqa32     zmm14, zmm0
    vmovdqa32     zmm15, zmm0
    vmovdqa32     zmm16, zmm0
    vmovdqa32     zmm17, zmm0
    vmovdqa32     zmm18, zmm0
    vmovdqa32     zmm19, zmm0
    vmovdqu8      zmm20, [rsi]
    vpbroadcastd  zmm21, [rdx]
    vpdpbusd      zmm6, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x10]
    vpdpbusd      zmm7, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x20]
    vpdpbusd      zmm8, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x30]
    vpdpbusd      zmm9, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x50]
    vpdpbusd      zmm11, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x60]
    vpdpbusd      zmm12, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x70]
    vpdpbusd      zmm13, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x80]
    vpdpbusd      zmm14, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xa0]
    vpdpbusd      zmm16, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xb0]
    vpdpbusd      zmm17, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xc0]
    vpdpbusd      zmm18, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xd0]
    vpdpbusd      zmm19, zmm21, zmm20
    vmovdqu8      zmm20, [rsi+0x40]
    vpbroadcastd  zmm21, [rdx+4]
    vpdpbusd      zmm6, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x14]
    vpdpbusd      zmm7, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x24]
    vpdpbusd      zmm8, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x34]
    vpdpbusd      zmm9, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x54]
    vpdpbusd      zmm11, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x64]
    vpdpbusd      zmm12, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x74]
    vpdpbusd      zmm13, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x84]
    vpdpbusd      zmm14, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xa4]
    vpdpbusd      zmm16, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xb4]
    vpdpbusd      zmm17, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xc4]
    vpdpbusd      zmm18, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xd4]
    vpdpbusd      zmm19, zmm21, zmm20
    vmovdqu8      zmm20, [rsi+0x80]
    vpbroadcastd  zmm21, [rdx+8]
    vpdpbusd      zmm6, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x18]
    vpdpbusd      zmm7, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x28]
    vpdpbusd      zmm8, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x38]
    vpdpbusd      zmm9, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x58]
    vpdpbusd      zmm11, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x68]
    vpdpbusd      zmm12, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x78]
    vpdpbusd      zmm13, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x88]
    vpdpbusd      zmm14, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xa8]
    vpdpbusd      zmm16, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xb8]
    vpdpbusd      zmm17, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xc8]
    vpdpbusd      zmm18, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xd8]
    vpdpbusd      zmm19, zmm21, zmm20
    vmovdqu8      zmm20, [rsi+0xc0]
    vpbroadcastd  zmm21, [rdx+0xc]
    vpdpbusd      zmm6, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x1c]
    vpdpbusd      zmm7, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x2c]
    vpdpbusd      zmm8, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x3c]
    vpdpbusd      zmm9, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x5c]
    vpdpbusd      zmm11, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x6c]
    vpdpbusd      zmm12, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x7c]
    vpdpbusd      zmm13, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x8c]
    vpdpbusd      zmm14, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xac]
    vpdpbusd      zmm16, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xbc]
    vpdpbusd      zmm17, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xcc]
    vpdpbusd      zmm18, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xdc]
    vpdpbusd      zmm19, zmm21, zmm20
    vmovdqu8      zmm20, [rsi+0x100]
    vpbroadcastd  zmm21, [rdx]
    vpdpbusd      zmm5, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x10]
    vpdpbusd      zmm6, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x20]
    vpdpbusd      zmm7, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x30]
    vpdpbusd      zmm8, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x40]
    vpdpbusd      zmm9, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x50]
    vpdpbusd      zmm10, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x60]
    vpdpbusd      zmm11, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x70]
    vpdpbusd      zmm12, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x80]
    vpdpbusd      zmm13, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x90]
    vpdpbusd      zmm14, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xa0]
    vpdpbusd      zmm15, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xb0]
    vpdpbusd      zmm16, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xc0]
    vpdpbusd      zmm17, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xd0]
    vpdpbusd      zmm18, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xe0]
    vpdpbusd      zmm19, zmm21, zmm20
    vmovdqu8      zmm20, [rsi+0x140]
    vpbroadcastd  zmm21, [rdx+4]
    vpdpbusd      zmm5, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x14]
    vpdpbusd      zmm6, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x24]
    vpdpbusd      zmm7, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x34]
    vpdpbusd      zmm8, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x44]
    vpdpbusd      zmm9, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x54]
    vpdpbusd      zmm10, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x64]
    vpdpbusd      zmm11, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x74]
    vpdpbusd      zmm12, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x84]
    vpdpbusd      zmm13, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x94]
    vpdpbusd      zmm14, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xa4]
    vpdpbusd      zmm15, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xb4]
    vpdpbusd      zmm16, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xc4]
    vpdpbusd      zmm17, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xd4]
    vpdpbusd      zmm18, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xe4]
    vpdpbusd      zmm19, zmm21, zmm20
    vmovdqu8      zmm20, [rsi+0x180]
    vpbroadcastd  zmm21, [rdx+8]
    vpdpbusd      zmm5, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x18]
    vpdpbusd      zmm6, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x28]
    vpdpbusd      zmm7, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x38]
    vpdpbusd      zmm8, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x48]
    vpdpbusd      zmm9, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x58]
    vpdpbusd      zmm10, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x68]
    vpdpbusd      zmm11, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x78]
    vpdpbusd      zmm12, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x88]
    vpdpbusd      zmm13, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x98]
    vpdpbusd      zmm14, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xa8]
    vpdpbusd      zmm15, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xb8]
    vpdpbusd      zmm16, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xc8]
    vpdpbusd      zmm17, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xd8]
    vpdpbusd      zmm18, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xe8]
    vpdpbusd      zmm19, zmm21, zmm20
    vmovdqu8      zmm20, [rsi+0x1c0]
    vpbroadcastd  zmm21, [rdx+0xc]
    vpdpbusd      zmm5, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x1c]
    vpdpbusd      zmm6, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x2c]
    vpdpbusd      zmm7, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x3c]
    vpdpbusd      zmm8, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x4c]
    vpdpbusd      zmm9, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x5c]
    vpdpbusd      zmm10, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x6c]
    vpdpbusd      zmm11, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x7c]
    vpdpbusd      zmm12, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x8c]
    vpdpbusd      zmm13, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x9c]
    vpdpbusd      zmm14, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xac]
    vpdpbusd      zmm15, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xbc]
    vpdpbusd      zmm16, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xcc]
    vpdpbusd      zmm17, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xdc]
    vpdpbusd      zmm18, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xec]
    vpdpbusd      zmm19, zmm21, zmm20
    vmovdqu8      zmm20, [rsi+0x200]
    vpbroadcastd  zmm21, [rdx+0x10]
    vpdpbusd      zmm5, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x20]
    vpdpbusd      zmm6, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x30]
    vpdpbusd      zmm7, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x40]
    vpdpbusd      zmm8, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x60]
    vpdpbusd      zmm10, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x70]
    vpdpbusd      zmm11, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x80]
    vpdpbusd      zmm12, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x90]
    vpdpbusd      zmm13, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xb0]
    vpdpbusd      zmm15, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xc0]
    vpdpbusd      zmm16, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xd0]
    vpdpbusd      zmm17, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xe0]
    vpdpbusd      zmm18, zmm21, zmm20
    vmovdqu8      zmm20, [rsi+0x240]
    vpbroadcastd  zmm21, [rdx+0x14]
    vpdpbusd      zmm5, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x24]
    vpdpbusd      zmm6, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x34]
    vpdpbusd      zmm7, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x44]
    vpdpbusd      zmm8, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x64]
    vpdpbusd      zmm10, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x74]
    vpdpbusd      zmm11, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x84]
    vpdpbusd      zmm12, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x94]
    vpdpbusd      zmm13, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xb4]
    vpdpbusd      zmm15, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xc4]
    vpdpbusd      zmm16, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xd4]
    vpdpbusd      zmm17, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xe4]
    vpdpbusd      zmm18, zmm21, zmm20
    vmovdqu8      zmm20, [rsi+0x280]
    vpbroadcastd  zmm21, [rdx+0x18]
    vpdpbusd      zmm5, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x28]
    vpdpbusd      zmm6, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x38]
    vpdpbusd      zmm7, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x48]
    vpdpbusd      zmm8, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x68]
    vpdpbusd      zmm10, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x78]
    vpdpbusd      zmm11, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x88]
    vpdpbusd      zmm12, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x98]
    vpdpbusd      zmm13, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xb8]
    vpdpbusd      zmm15, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xc8]
    vpdpbusd      zmm16, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xd8]
    vpdpbusd      zmm17, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xe8]
    vpdpbusd      zmm18, zmm21, zmm20
    vmovdqu8      zmm20, [rsi+0x2c0]
    vpbroadcastd  zmm21, [rdx+0x1c]
    vpdpbusd      zmm5, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x2c]
    vpdpbusd      zmm6, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x3c]
    vpdpbusd      zmm7, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x4c]
    vpdpbusd      zmm8, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x6c]
    vpdpbusd      zmm10, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x7c]
    vpdpbusd      zmm11, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x8c]
    vpdpbusd      zmm12, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0x9c]
    vpdpbusd      zmm13, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xbc]
    vpdpbusd      zmm15, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xcc]
    vpdpbusd      zmm16, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xdc]
    vpdpbusd      zmm17, zmm21, zmm20
    vpbroadcastd  zmm21, [rdx+0xec]
    vpdpbusd      zmm18, zmm21, zmm20
    mov           ebp, 2
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax]
loop0:
    vmovdqu8      zmm20, [r8+0x300]
    vpbroadcastd  zmm21, [r9]
    vpdpbusd      zmm1, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x10]
    vpdpbusd      zmm2, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x20]
    vpdpbusd      zmm3, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x30]
    vpdpbusd      zmm4, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x50]
    vpdpbusd      zmm6, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x60]
    vpdpbusd      zmm7, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x70]
    vpdpbusd      zmm8, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x80]
    vpdpbusd      zmm9, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xa0]
    vpdpbusd      zmm11, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xb0]
    vpdpbusd      zmm12, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xc0]
    vpdpbusd      zmm13, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xd0]
    vpdpbusd      zmm14, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xf0]
    vpdpbusd      zmm16, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x100]
    vpdpbusd      zmm17, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x110]
    vpdpbusd      zmm18, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x120]
    vpdpbusd      zmm19, zmm21, zmm20
    vmovdqu8      zmm20, [r8+0x340]
    vpbroadcastd  zmm21, [r9+4]
    vpdpbusd      zmm1, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x14]
    vpdpbusd      zmm2, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x24]
    vpdpbusd      zmm3, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x34]
    vpdpbusd      zmm4, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x54]
    vpdpbusd      zmm6, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x64]
    vpdpbusd      zmm7, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x74]
    vpdpbusd      zmm8, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x84]
    vpdpbusd      zmm9, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xa4]
    vpdpbusd      zmm11, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xb4]
    vpdpbusd      zmm12, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xc4]
    vpdpbusd      zmm13, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xd4]
    vpdpbusd      zmm14, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xf4]
    vpdpbusd      zmm16, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x104]
    vpdpbusd      zmm17, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x114]
    vpdpbusd      zmm18, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x124]
    vpdpbusd      zmm19, zmm21, zmm20
    vmovdqu8      zmm20, [r8+0x380]
    vpbroadcastd  zmm21, [r9+8]
    vpdpbusd      zmm1, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x18]
    vpdpbusd      zmm2, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x28]
    vpdpbusd      zmm3, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x38]
    vpdpbusd      zmm4, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x58]
    vpdpbusd      zmm6, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x68]
    vpdpbusd      zmm7, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x78]
    vpdpbusd      zmm8, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x88]
    vpdpbusd      zmm9, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xa8]
    vpdpbusd      zmm11, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xb8]
    vpdpbusd      zmm12, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xc8]
    vpdpbusd      zmm13, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xd8]
    vpdpbusd      zmm14, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xf8]
    vpdpbusd      zmm16, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x108]
    vpdpbusd      zmm17, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x118]
    vpdpbusd      zmm18, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x128]
    vpdpbusd      zmm19, zmm21, zmm20
    vmovdqu8      zmm20, [r8+0x3c0]
    vpbroadcastd  zmm21, [r9+0xc]
    vpdpbusd      zmm1, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x1c]
    vpdpbusd      zmm2, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x2c]
    vpdpbusd      zmm3, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x3c]
    vpdpbusd      zmm4, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x5c]
    vpdpbusd      zmm6, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x6c]
    vpdpbusd      zmm7, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x7c]
    vpdpbusd      zmm8, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x8c]
    vpdpbusd      zmm9, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xac]
    vpdpbusd      zmm11, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xbc]
    vpdpbusd      zmm12, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xcc]
    vpdpbusd      zmm13, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xdc]
    vpdpbusd      zmm14, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xfc]
    vpdpbusd      zmm16, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x10c]
    vpdpbusd      zmm17, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x11c]
    vpdpbusd      zmm18, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x12c]
    vpdpbusd      zmm19, zmm21, zmm20
    vmovdqu8      zmm20, [r8+0x400]
    vpbroadcastd  zmm21, [r9]
    vpdpbusd      zmm0, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x10]
    vpdpbusd      zmm1, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x20]
    vpdpbusd      zmm2, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x30]
    vpdpbusd      zmm3, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x40]
    vpdpbusd      zmm4, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x50]
    vpdpbusd      zmm5, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x60]
    vpdpbusd      zmm6, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x70]
    vpdpbusd      zmm7, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x80]
    vpdpbusd      zmm8, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x90]
    vpdpbusd      zmm9, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xa0]
    vpdpbusd      zmm10, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xb0]
    vpdpbusd      zmm11, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xc0]
    vpdpbusd      zmm12, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xd0]
    vpdpbusd      zmm13, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xe0]
    vpdpbusd      zmm14, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xf0]
    vpdpbusd      zmm15, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x100]
    vpdpbusd      zmm16, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x110]
    vpdpbusd      zmm17, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x120]
    vpdpbusd      zmm18, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x130]
    vpdpbusd      zmm19, zmm21, zmm20
    vmovdqu8      zmm20, [r8+0x440]
    vpbroadcastd  zmm21, [r9+4]
    vpdpbusd      zmm0, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x14]
    vpdpbusd      zmm1, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x24]
    vpdpbusd      zmm2, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x34]
    vpdpbusd      zmm3, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x44]
    vpdpbusd      zmm4, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x54]
    vpdpbusd      zmm5, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x64]
    vpdpbusd      zmm6, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x74]
    vpdpbusd      zmm7, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x84]
    vpdpbusd      zmm8, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x94]
    vpdpbusd      zmm9, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xa4]
    vpdpbusd      zmm10, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xb4]
    vpdpbusd      zmm11, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xc4]
    vpdpbusd      zmm12, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xd4]
    vpdpbusd      zmm13, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xe4]
    vpdpbusd      zmm14, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xf4]
    vpdpbusd      zmm15, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x104]
    vpdpbusd      zmm16, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x114]
    vpdpbusd      zmm17, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x124]
    vpdpbusd      zmm18, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x134]
    vpdpbusd      zmm19, zmm21, zmm20
    vmovdqu8      zmm20, [r8+0x480]
    vpbroadcastd  zmm21, [r9+8]
    vpdpbusd      zmm0, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x18]
    vpdpbusd      zmm1, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x28]
    vpdpbusd      zmm2, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x38]
    vpdpbusd      zmm3, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x48]
    vpdpbusd      zmm4, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x58]
    vpdpbusd      zmm5, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x68]
    vpdpbusd      zmm6, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x78]
    vpdpbusd      zmm7, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x88]
    vpdpbusd      zmm8, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x98]
    vpdpbusd      zmm9, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xa8]
    vpdpbusd      zmm10, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xb8]
    vpdpbusd      zmm11, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xc8]
    vpdpbusd      zmm12, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xd8]
    vpdpbusd      zmm13, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xe8]
    vpdpbusd      zmm14, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xf8]
    vpdpbusd      zmm15, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x108]
    vpdpbusd      zmm16, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x118]
    vpdpbusd      zmm17, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x128]
    vpdpbusd      zmm18, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x138]
    vpdpbusd      zmm19, zmm21, zmm20
    vmovdqu8      zmm20, [r8+0x4c0]
    vpbroadcastd  zmm21, [r9+0xc]
    vpdpbusd      zmm0, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x1c]
    vpdpbusd      zmm1, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x2c]
    vpdpbusd      zmm2, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x3c]
    vpdpbusd      zmm3, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x4c]
    vpdpbusd      zmm4, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x5c]
    vpdpbusd      zmm5, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x6c]
    vpdpbusd      zmm6, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x7c]
    vpdpbusd      zmm7, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x8c]
    vpdpbusd      zmm8, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x9c]
    vpdpbusd      zmm9, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xac]
    vpdpbusd      zmm10, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xbc]
    vpdpbusd      zmm11, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xcc]
    vpdpbusd      zmm12, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xdc]
    vpdpbusd      zmm13, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xec]
    vpdpbusd      zmm14, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xfc]
    vpdpbusd      zmm15, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x10c]
    vpdpbusd      zmm16, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x11c]
    vpdpbusd      zmm17, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x12c]
    vpdpbusd      zmm18, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x13c]
    vpdpbusd      zmm19, zmm21, zmm20
    vmovdqu8      zmm20, [r8+0x500]
    vpbroadcastd  zmm21, [r9+0x10]
    vpdpbusd      zmm0, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x20]
    vpdpbusd      zmm1, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x30]
    vpdpbusd      zmm2, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x40]
    vpdpbusd      zmm3, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x60]
    vpdpbusd      zmm5, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x70]
    vpdpbusd      zmm6, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x80]
    vpdpbusd      zmm7, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x90]
    vpdpbusd      zmm8, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xb0]
    vpdpbusd      zmm10, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xc0]
    vpdpbusd      zmm11, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xd0]
    vpdpbusd      zmm12, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xe0]
    vpdpbusd      zmm13, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x100]
    vpdpbusd      zmm15, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x110]
    vpdpbusd      zmm16, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x120]
    vpdpbusd      zmm17, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x130]
    vpdpbusd      zmm18, zmm21, zmm20
    vmovdqu8      zmm20, [r8+0x540]
    vpbroadcastd  zmm21, [r9+0x14]
    vpdpbusd      zmm0, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x24]
    vpdpbusd      zmm1, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x34]
    vpdpbusd      zmm2, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x44]
    vpdpbusd      zmm3, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x64]
    vpdpbusd      zmm5, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x74]
    vpdpbusd      zmm6, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x84]
    vpdpbusd      zmm7, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x94]
    vpdpbusd      zmm8, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xb4]
    vpdpbusd      zmm10, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xc4]
    vpdpbusd      zmm11, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xd4]
    vpdpbusd      zmm12, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xe4]
    vpdpbusd      zmm13, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x104]
    vpdpbusd      zmm15, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x114]
    vpdpbusd      zmm16, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x124]
    vpdpbusd      zmm17, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x134]
    vpdpbusd      zmm18, zmm21, zmm20
    vmovdqu8      zmm20, [r8+0x580]
    vpbroadcastd  zmm21, [r9+0x18]
    vpdpbusd      zmm0, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x28]
    vpdpbusd      zmm1, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x38]
    vpdpbusd      zmm2, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x48]
    vpdpbusd      zmm3, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x68]
    vpdpbusd      zmm5, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x78]
    vpdpbusd      zmm6, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x88]
    vpdpbusd      zmm7, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x98]
    vpdpbusd      zmm8, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xb8]
    vpdpbusd      zmm10, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xc8]
    vpdpbusd      zmm11, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xd8]
    vpdpbusd      zmm12, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xe8]
    vpdpbusd      zmm13, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x108]
    vpdpbusd      zmm15, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x118]
    vpdpbusd      zmm16, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x128]
    vpdpbusd      zmm17, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x138]
    vpdpbusd      zmm18, zmm21, zmm20
    vmovdqu8      zmm20, [r8+0x5c0]
    vpbroadcastd  zmm21, [r9+0x1c]
    vpdpbusd      zmm0, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x2c]
    vpdpbusd      zmm1, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x3c]
    vpdpbusd      zmm2, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x4c]
    vpdpbusd      zmm3, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x6c]
    vpdpbusd      zmm5, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x7c]
    vpdpbusd      zmm6, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x8c]
    vpdpbusd      zmm7, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x9c]
    vpdpbusd      zmm8, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xbc]
    vpdpbusd      zmm10, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xcc]
    vpdpbusd      zmm11, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xdc]
    vpdpbusd      zmm12, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0xec]
    vpdpbusd      zmm13, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x10c]
    vpdpbusd      zmm15, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x11c]
    vpdpbusd      zmm16, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x12c]
    vpdpbusd      zmm17, zmm21, zmm20
    vpbroadcastd  zmm21, [r9+0x13c]
    vpdpbusd      zmm18, zmm21, zmm20
    add           r8, 0x300
    add           r9, 0x50
    dec           ebp
    jne           loop0
    vmovups       zmm20, [r10]
    vpxord        zmm21, zmm21, zmm21
    vmovups       zmm22, [r11]
    vfmadd213ps   zmm0{rne-sae}, zmm20, zmm22
    vmaxps        zmm0, zmm0, zmm21
    vfmadd213ps   zmm1{rne-sae}, zmm20, zmm22
    vmaxps        zmm1, zmm1, zmm21
    vfmadd213ps   zmm2{rne-sae}, zmm20, zmm22
    vmaxps        zmm2, zmm2, zmm21
    vfmadd213ps   zmm3{rne-sae}, zmm20, zmm22
    vmaxps        zmm3, zmm3, zmm21
    vfmadd213ps   zmm4{rne-sae}, zmm20, zmm22
    vmaxps        zmm4, zmm4, zmm21
    vfmadd213ps   zmm5{rne-sae}, zmm20, zmm22
    vmaxps        zmm5, zmm5, zmm21
    vfmadd213ps   zmm6{rne-sae}, zmm20, zmm22
    vmaxps        zmm6, zmm6, zmm21
    vfmadd213ps   zmm7{rne-sae}, zmm20, zmm22
    vmaxps        zmm7, zmm7, zmm21
    vfmadd213ps   zmm8{rne-sae}, zmm20, zmm22
    vmaxps        zmm8, zmm8, zmm21
    vfmadd213ps   zmm9{rne-sae}, zmm20, zmm22
    vmaxps        zmm9, zmm9, zmm21
    vfmadd213ps   zmm10{rne-sae}, zmm20, zmm22
    vmaxps        zmm10, zmm10, zmm21
    vfmadd213ps   zmm11{rne-sae}, zmm20, zmm22
    vmaxps        zmm11, zmm11, zmm21
    vfmadd213ps   zmm12{rne-sae}, zmm20, zmm22
    vmaxps        zmm12, zmm12, zmm21
    vfmadd213ps   zmm13{rne-sae}, zmm20, zmm22
    vmaxps        zmm13, zmm13, zmm21
    vfmadd213ps   zmm14{rne-sae}, zmm20, zmm22
    vmaxps        zmm14, zmm14, zmm21
    vfmadd213ps   zmm15{rne-sae}, zmm20, zmm22
    vmaxps        zmm15, zmm15, zmm21
    vfmadd213ps   zmm16{rne-sae}, zmm20, zmm22
    vmaxps        zmm16, zmm16, zmm21
    vfmadd213ps   zmm17{rne-sae}, zmm20, zmm22
    vmaxps        zmm17, zmm17, zmm21
    vfmadd213ps   zmm18{rne-sae}, zmm20, zmm22
    vmaxps        zmm18, zmm18, zmm21
    vfmadd231ps   zmm22{rne-sae}, zmm19, zmm20
    vmaxps        zmm19, zmm22, zmm21
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm20, zmm20, zmm20
    vpmaxsd       zmm0, zmm0, zmm20
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [rbx], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm1
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [rbx+0x10], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm2
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [rbx+0x20], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm3
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [rbx+0x30], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm4
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [rbx+0x40], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm5
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [rbx+0x50], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm6
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [rbx+0x60], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm7
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [rbx+0x70], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm8
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [rbx+0x80], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm9
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [rbx+0x90], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm10
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [rbx+0xa0], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm11
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [rbx+0xb0], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm12
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [rbx+0xc0], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm13
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [rbx+0xd0], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm14
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [rbx+0xe0], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm15
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [rbx+0xf0], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm16
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [rbx+0x100], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm17
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [rbx+0x110], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm18
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [rbx+0x120], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm19
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [rbx+0x130], zmm0
    mov           rbx, [rdi]
    mov           rbp, [rdi+8]
exit:
    vzeroupper
    ret
constant0:
    dd 0xff

conv taps 2x3 channels 16 tile 1x5x16 on 1x5
code 1129 bytes, constants 27 bytes, 177 instructions, 52 vpdpbusd
8 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 777 bytes, 120 instructions, 52 vpdpbusd, 64 loads, 0 stores

    cmp           rsi, rdx
    jae           exit
    mov           rcx, [rdi+0x50]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x40]
    mov           r8, [rdi+0x58]
    mov           r9, [rdi+0x60]
    mov           r10, [rdi+0x68]
    vmovdqu32     zmm0, [rcx]
    vmovdqa32     zmm1, zmm0
    vmovdqa32     zmm2, zmm0
    vmovdqa32     zmm3, zmm0
    vmovdqa32     zmm4, zmm0
    mov           r11d, 2
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax+rax]
loop0:
    vmovdqu8      zmm5, [rsi]
    vpbroadcastd  zmm6, [rdx]
    vpdpbusd      zmm1, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x10]
    vpdpbusd      zmm2, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x20]
    vpdpbusd      zmm3, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x30]
    vpdpbusd      zmm4, zmm6, zmm5
    vmovdqu8      zmm5, [rsi+0x40]
    vpbroadcastd  zmm6, [rdx+4]
    vpdpbusd      zmm1, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x14]
    vpdpbusd      zmm2, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x24]
    vpdpbusd      zmm3, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x34]
    vpdpbusd      zmm4, zmm6, zmm5
    vmovdqu8      zmm5, [rsi+0x80]
    vpbroadcastd  zmm6, [rdx+8]
    vpdpbusd      zmm1, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x18]
    vpdpbusd      zmm2, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x28]
    vpdpbusd      zmm3, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x38]
    vpdpbusd      zmm4, zmm6, zmm5
    vmovdqu8      zmm5, [rsi+0xc0]
    vpbroadcastd  zmm6, [rdx+0xc]
    vpdpbusd      zmm1, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x1c]
    vpdpbusd      zmm2, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x2c]
    vpdpbusd      zmm3, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x3c]
    vpdpbusd      zmm4, zmm6, zmm5
    vmovdqu8      zmm5, [rsi+0x100]
    vpbroadcastd  zmm6, [rdx]
    vpdpbusd      zmm0, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x10]
    vpdpbusd      zmm1, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x20]
    vpdpbusd      zmm2, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x30]
    vpdpbusd      zmm3, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x40]
    vpdpbusd      zmm4, zmm6, zmm5
    vmovdqu8      zmm5, [rsi+0x140]
    vpbroadcastd  zmm6, [rdx+4]
    vpdpbusd      zmm0, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x14]
    vpdpbusd      zmm1, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x24]
    vpdpbusd      zmm2, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x34]
    vpdpbusd      zmm3, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x44]
    vpdpbusd      zmm4, zmm6, zmm5
    vmovdqu8      zmm5, [rsi+0x180]
    vpbroadcastd  zmm6, [rdx+8]
    vpdpbusd      zmm0, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x18]
    vpdpbusd      zmm1, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x28]
    vpdpbusd      zmm2, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x38]
    vpdpbusd      zmm3, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x48]
    vpdpbusd      zmm4, zmm6, zmm5
    vmovdqu8      zmm5, [rsi+0x1c0]
    vpbroadcastd  zmm6, [rdx+0xc]
    vpdpbusd      zmm0, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x1c]
    vpdpbusd      zmm1, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x2c]
    vpdpbusd      zmm2, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x3c]
    vpdpbusd      zmm3, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x4c]
    vpdpbusd      zmm4, zmm6, zmm5
    vmovdqu8      zmm5, [rsi+0x200]
    vpbroadcastd  zmm6, [rdx+0x10]
    vpdpbusd      zmm0, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x20]
    vpdpbusd      zmm1, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x30]
    vpdpbusd      zmm2, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x40]
    vpdpbusd      zmm3, zmm6, zmm5
    vmovdqu8      zmm5, [rsi+0x240]
    vpbroadcastd  zmm6, [rdx+0x14]
    vpdpbusd      zmm0, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x24]
    vpdpbusd      zmm1, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x34]
    vpdpbusd      zmm2, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x44]
    vpdpbusd      zmm3, zmm6, zmm5
    vmovdqu8      zmm5, [rsi+0x280]
    vpbroadcastd  zmm6, [rdx+0x18]
    vpdpbusd      zmm0, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x28]
    vpdpbusd      zmm1, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x38]
    vpdpbusd      zmm2, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x48]
    vpdpbusd      zmm3, zmm6, zmm5
    vmovdqu8      zmm5, [rsi+0x2c0]
    vpbroadcastd  zmm6, [rdx+0x1c]
    vpdpbusd      zmm0, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x2c]
    vpdpbusd      zmm1, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x3c]
    vpdpbusd      zmm2, zmm6, zmm5
    vpbroadcastd  zmm6, [rdx+0x4c]
    vpdpbusd      zmm3, zmm6, zmm5
    add           rsi, 0x300
    add           rdx, 0x50
    dec           r11d
    jne           loop0
    vmovups       zmm5, [r8]
    vpxord        zmm6, zmm6, zmm6
    vmovups       zmm7, [r9]
    vfmadd213ps   zmm0{rne-sae}, zmm5, zmm7
    vmaxps        zmm0, zmm0, zmm6
    vfmadd213ps   zmm1{rne-sae}, zmm5, zmm7
    vmaxps        zmm1, zmm1, zmm6
    vfmadd213ps   zmm2{rne-sae}, zmm5, zmm7
    vmaxps        zmm2, zmm2, zmm6
    vfmadd213ps   zmm3{rne-sae}, zmm5, zmm7
    vmaxps        zmm3, zmm3, zmm6
    vfmadd231ps   zmm7{rne-sae}, zmm4, zmm5
    vmaxps        zmm4, zmm7, zmm6
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vpxord        zmm5, zmm5, zmm5
    vpmaxsd       zmm0, zmm0, zmm5
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm1
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0x10], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm2
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0x20], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm3
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0x30], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm4
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant0]{1to16}
    vpmovdb       [r10+0x40], zmm0
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
