map f32 to u8 flat mul by 64 on 2
code 294 bytes, constants 98 bytes, 48 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 226 bytes, 35 instructions, 0 vpdpbusd, 9 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    vpbroadcastd  zmm0, [constant1]
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x100
    add           rcx, rax
    mov           r8, [rdi+0x48]
    imul          rax, rsi, 0x40
    add           r8, rax
    nop           [rax+rax]
    nop           [rax+rax]
loop0:
    vmovups       zmm1, [rcx]
    vmulps        zmm1{rne-sae}, zmm1, zmm0
    vmovups       zmm2, [rcx+0x40]
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vmovups       zmm3, [rcx+0x80]
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vmovups       zmm4, [rcx+0xc0]
    vmulps        zmm4{rne-sae}, zmm4, zmm0
    vpxord        zmm5, zmm5, zmm5
    vmaxps        zmm1, zmm1, zmm5
    vminps        zmm1, zmm1, [constant2]{1to16}
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpxord        zmm5, zmm5, zmm5
    vmaxps        zmm2, zmm2, zmm5
    vminps        zmm2, zmm2, [constant2]{1to16}
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vpxord        zmm5, zmm5, zmm5
    vmaxps        zmm3, zmm3, zmm5
    vminps        zmm3, zmm3, [constant2]{1to16}
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpxord        zmm5, zmm5, zmm5
    vmaxps        zmm4, zmm4, zmm5
    vminps        zmm4, zmm4, [constant2]{1to16}
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vpackssdw     zmm1, zmm1, zmm2
    vpackssdw     zmm2, zmm3, zmm4
    vpackuswb     zmm1, zmm1, zmm2
    vmovdqa32     zmm2, [constant0]
    vpermd        zmm2, zmm2, zmm1
    vmovdqu8      [r8], zmm2
    add           rcx, 0x100
    add           r8, 0x40
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x4, 0x8, 0xc, 0x1, 0x5, 0x9, 0xd, 0x2, 0x6, 0xa, 0xe, 0x3, 0x7, 0xb, 0xf
constant1:
    dd 0x42480000
constant2:
    dd 0x437f0000

fc taps 1x1 channels 64 tile 1x2x16 on 1x2
code 627 bytes, constants 17 bytes, 99 instructions, 32 vpdpbusd
4 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0x3ff
    kmovq         k1, rax
    mov           rcx, [rdi+0x50]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x40]
    mov           r8, [rdi+0x58]
    vmovdqu32     zmm0, [rcx]
    vmovdqa32     zmm1, zmm0
    vmovdqu8      zmm2, [rsi]
    vpbroadcastd  zmm3, [rdx]
    vpdpbusd      zmm0, zmm3, zmm2
    vpbroadcastd  zmm3, [rdx+0x40]
    vpdpbusd      zmm1, zmm3, zmm2
    vmovdqu8      zmm2, [rsi+0x40]
    vpbroadcastd  zmm3, [rdx+4]
    vpdpbusd      zmm0, zmm3, zmm2
    vpbroadcastd  zmm3, [rdx+0x44]
    vpdpbusd      zmm1, zmm3, zmm2
    vmovdqu8      zmm2, [rsi+0x80]
    vpbroadcastd  zmm3, [rdx+8]
    vpdpbusd      zmm0, zmm3, zmm2
    vpbroadcastd  zmm3, [rdx+0x48]
    vpdpbusd      zmm1, zmm3, zmm2
    vmovdqu8      zmm2, [rsi+0xc0]
    vpbroadcastd  zmm3, [rdx+0xc]
    vpdpbusd      zmm0, zmm3, zmm2
    vpbroadcastd  zmm3, [rdx+0x4c]
    vpdpbusd      zmm1, zmm3, zmm2
    vmovdqu8      zmm2, [rsi+0x100]
    vpbroadcastd  zmm3, [rdx+0x10]
    vpdpbusd      zmm0, zmm3, zmm2
    vpbroadcastd  zmm3, [rdx+0x50]
    vpdpbusd      zmm1, zmm3, zmm2
    vmovdqu8      zmm2, [rsi+0x140]
    vpbroadcastd  zmm3, [rdx+0x14]
    vpdpbusd      zmm0, zmm3, zmm2
    vpbroadcastd  zmm3, [rdx+0x54]
    vpdpbusd      zmm1, zmm3, zmm2
    vmovdqu8      zmm2, [rsi+0x180]
    vpbroadcastd  zmm3, [rdx+0x18]
    vpdpbusd      zmm0, zmm3, zmm2
    vpbroadcastd  zmm3, [rdx+0x58]
    vpdpbusd      zmm1, zmm3, zmm2
    vmovdqu8      zmm2, [rsi+0x1c0]
    vpbroadcastd  zmm3, [rdx+0x1c]
    vpdpbusd      zmm0, zmm3, zmm2
    vpbroadcastd  zmm3, [rdx+0x5c]
    vpdpbusd      zmm1, zmm3, zmm2
    vmovdqu8      zmm2, [rsi+0x200]
    vpbroadcastd  zmm3, [rdx+0x20]
    vpdpbusd      zmm0, zmm3, zmm2
    vpbroadcastd  zmm3, [rdx+0x60]
    vpdpbusd      zmm1, zmm3, zmm2
    vmovdqu8      zmm2, [rsi+0x240]
    vpbroadcastd  zmm3, [rdx+0x24]
    vpdpbusd      zmm0, zmm3, zmm2
    vpbroadcastd  zmm3, [rdx+0x64]
    vpdpbusd      zmm1, zmm3, zmm2
    vmovdqu8      zmm2, [rsi+0x280]
    vpbroadcastd  zmm3, [rdx+0x28]
    vpdpbusd      zmm0, zmm3, zmm2
    vpbroadcastd  zmm3, [rdx+0x68]
    vpdpbusd      zmm1, zmm3, zmm2
    vmovdqu8      zmm2, [rsi+0x2c0]
    vpbroadcastd  zmm3, [rdx+0x2c]
    vpdpbusd      zmm0, zmm3, zmm2
    vpbroadcastd  zmm3, [rdx+0x6c]
    vpdpbusd      zmm1, zmm3, zmm2
    vmovdqu8      zmm2, [rsi+0x300]
    vpbroadcastd  zmm3, [rdx+0x30]
    vpdpbusd      zmm0, zmm3, zmm2
    vpbroadcastd  zmm3, [rdx+0x70]
    vpdpbusd      zmm1, zmm3, zmm2
    vmovdqu8      zmm2, [rsi+0x340]
    vpbroadcastd  zmm3, [rdx+0x34]
    vpdpbusd      zmm0, zmm3, zmm2
    vpbroadcastd  zmm3, [rdx+0x74]
    vpdpbusd      zmm1, zmm3, zmm2
    vmovdqu8      zmm2, [rsi+0x380]
    vpbroadcastd  zmm3, [rdx+0x38]
    vpdpbusd      zmm0, zmm3, zmm2
    vpbroadcastd  zmm3, [rdx+0x78]
    vpdpbusd      zmm1, zmm3, zmm2
    vmovdqu8      zmm2, [rsi+0x3c0]
    vpbroadcastd  zmm3, [rdx+0x3c]
    vpdpbusd      zmm0, zmm3, zmm2
    vpbroadcastd  zmm3, [rdx+0x7c]
    vpdpbusd      zmm1, zmm3, zmm2
    vpbroadcastd  zmm2, [constant0]
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm2
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm2
    vmovups       [r8]{k1}, zmm0
    vmovups       [r8+0x28]{k1}, zmm1
exit:
    vzeroupper
    ret
constant0:
    dd 0x38d1b717
