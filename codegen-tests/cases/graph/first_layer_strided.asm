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

conv taps 3x3 channels 3 tile 2x5x32 on 2x5
code 2463 bytes, constants 109 bytes, 365 instructions, 78 vpdpbusd
23 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 554 bytes, 88 instructions, 52 vpdpbusd, 32 loads, 0 stores

    cmp           rsi, rdx
    jae           exit
    mov           [rdi], rbx
    mov           eax, 0xfffff
    kmovq         k1, rax
    mov           rcx, [rdi+0x50]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x40]
    mov           r8, [rdi+0x48]
    mov           r9, [rdi+0x40]
    mov           r10, [rdi+0x58]
    mov           r11, [rdi+0x60]
    vmovdqu32     zmm0, [rcx]
    vmovdqu32     zmm1, [rcx+0x40]
    vmovdqu32     zmm2, [rcx+0x150]
    vmovdqu32     zmm3, [rcx+0x190]
    vmovdqa32     zmm4, zmm2
    vmovdqa32     zmm5, zmm3
    vmovdqa32     zmm6, zmm2
    vmovdqa32     zmm7, zmm3
    vmovdqu32     zmm8, [rcx+0x2a0]
    vmovdqu32     zmm9, [rcx+0x2e0]
    vmovdqu32     zmm10, [rcx+0x3f0]
    vmovdqu32     zmm11, [rcx+0x430]
    vmovdqu32     zmm12, [rcx+0x540]
    vmovdqu32     zmm13, [rcx+0x580]
    vmovdqa32     zmm14, zmm12
    vmovdqa32     zmm15, zmm13
    vmovdqa32     zmm16, zmm12
    vmovdqa32     zmm17, zmm13
    vmovdqu32     zmm18, [rcx+0x690]
    vmovdqu32     zmm19, [rcx+0x6d0]
    vmovdqu8      zmm20, [rsi]
    vmovdqu8      zmm21, [rsi+0x40]
    vpbroadcastd  zmm22, [rdx+0x28]
    vpdpbusd      zmm12, zmm22, zmm20
    vpdpbusd      zmm13, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x30]
    vpdpbusd      zmm14, zmm22, zmm20
    vpdpbusd      zmm15, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x38]
    vpdpbusd      zmm16, zmm22, zmm20
    vpdpbusd      zmm17, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x40]
    vpdpbusd      zmm18, zmm22, zmm20
    vpdpbusd      zmm19, zmm22, zmm21
    vmovdqu8      zmm20, [rsi+0x80]
    vmovdqu8      zmm21, [rsi+0xc0]
    vpbroadcastd  zmm22, [rdx+0x24]
    vpdpbusd      zmm10, zmm22, zmm20
    vpdpbusd      zmm11, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x2c]
    vpdpbusd      zmm12, zmm22, zmm20
    vpdpbusd      zmm13, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x34]
    vpdpbusd      zmm14, zmm22, zmm20
    vpdpbusd      zmm15, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x3c]
    vpdpbusd      zmm16, zmm22, zmm20
    vpdpbusd      zmm17, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x44]
    vpdpbusd      zmm18, zmm22, zmm20
    vpdpbusd      zmm19, zmm22, zmm21
    vmovdqu8      zmm20, [rsi+0x100]
    vmovdqu8      zmm21, [rsi+0x140]
    vpbroadcastd  zmm22, [rdx+0x28]
    vpdpbusd      zmm10, zmm22, zmm20
    vpdpbusd      zmm11, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x30]
    vpdpbusd      zmm12, zmm22, zmm20
    vpdpbusd      zmm13, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x38]
    vpdpbusd      zmm14, zmm22, zmm20
    vpdpbusd      zmm15, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x40]
    vpdpbusd      zmm16, zmm22, zmm20
    vpdpbusd      zmm17, zmm22, zmm21
    mov           ebx, 2
    nop           [rax+rax]
    nop           [rax]
loop0:
    vmovdqu8      zmm20, [r8+0x180]
    vmovdqu8      zmm21, [r8+0x1c0]
    vpbroadcastd  zmm22, [r9+4]
    vpdpbusd      zmm2, zmm22, zmm20
    vpdpbusd      zmm3, zmm22, zmm21
    vpbroadcastd  zmm22, [r9+0xc]
    vpdpbusd      zmm4, zmm22, zmm20
    vpdpbusd      zmm5, zmm22, zmm21
    vpbroadcastd  zmm22, [r9+0x14]
    vpdpbusd      zmm6, zmm22, zmm20
    vpdpbusd      zmm7, zmm22, zmm21
    vpbroadcastd  zmm22, [r9+0x1c]
    vpdpbusd      zmm8, zmm22, zmm20
    vpdpbusd      zmm9, zmm22, zmm21
    vpbroadcastd  zmm22, [r9+0x4c]
    vpdpbusd      zmm12, zmm22, zmm20
    vpdpbusd      zmm13, zmm22, zmm21
    vpbroadcastd  zmm22, [r9+0x54]
    vpdpbusd      zmm14, zmm22, zmm20
    vpdpbusd      zmm15, zmm22, zmm21
    vpbroadcastd  zmm22, [r9+0x5c]
    vpdpbusd      zmm16, zmm22, zmm20
    vpdpbusd      zmm17, zmm22, zmm21
    vpbroadcastd  zmm22, [r9+0x64]
    vpdpbusd      zmm18, zmm22, zmm20
    vpdpbusd      zmm19, zmm22, zmm21
    vmovdqu8      zmm20, [r8+0x200]
    vmovdqu8      zmm21, [r8+0x240]
    vpbroadcastd  zmm22, [r9]
    vpdpbusd      zmm0, zmm22, zmm20
    vpdpbusd      zmm1, zmm22, zmm21
    vpbroadcastd  zmm22, [r9+8]
    vpdpbusd      zmm2, zmm22, zmm20
    vpdpbusd      zmm3, zmm22, zmm21
    vpbroadcastd  zmm22, [r9+0x10]
    vpdpbusd      zmm4, zmm22, zmm20
    vpdpbusd      zmm5, zmm22, zmm21
    vpbroadcastd  zmm22, [r9+0x18]
    vpdpbusd      zmm6, zmm22, zmm20
    vpdpbusd      zmm7, zmm22, zmm21
    vpbroadcastd  zmm22, [r9+0x20]
    vpdpbusd      zmm8, zmm22, zmm20
    vpdpbusd      zmm9, zmm22, zmm21
    vpbroadcastd  zmm22, [r9+0x48]
    vpdpbusd      zmm10, zmm22, zmm20
    vpdpbusd      zmm11, zmm22, zmm21
    vpbroadcastd  zmm22, [r9+0x50]
    vpdpbusd      zmm12, zmm22, zmm20
    vpdpbusd      zmm13, zmm22, zmm21
    vpbroadcastd  zmm22, [r9+0x58]
    vpdpbusd      zmm14, zmm22, zmm20
    vpdpbusd      zmm15, zmm22, zmm21
    vpbroadcastd  zmm22, [r9+0x60]
    vpdpbusd      zmm16, zmm22, zmm20
    vpdpbusd      zmm17, zmm22, zmm21
    vpbroadcastd  zmm22, [r9+0x68]
    vpdpbusd      zmm18, zmm22, zmm20
    vpdpbusd      zmm19, zmm22, zmm21
    vmovdqu8      zmm20, [r8+0x280]
    vmovdqu8      zmm21, [r8+0x2c0]
    vpbroadcastd  zmm22, [r9+4]
    vpdpbusd      zmm0, zmm22, zmm20
    vpdpbusd      zmm1, zmm22, zmm21
    vpbroadcastd  zmm22, [r9+0xc]
    vpdpbusd      zmm2, zmm22, zmm20
    vpdpbusd      zmm3, zmm22, zmm21
    vpbroadcastd  zmm22, [r9+0x14]
    vpdpbusd      zmm4, zmm22, zmm20
    vpdpbusd      zmm5, zmm22, zmm21
    vpbroadcastd  zmm22, [r9+0x1c]
    vpdpbusd      zmm6, zmm22, zmm20
    vpdpbusd      zmm7, zmm22, zmm21
    vpbroadcastd  zmm22, [r9+0x4c]
    vpdpbusd      zmm10, zmm22, zmm20
    vpdpbusd      zmm11, zmm22, zmm21
    vpbroadcastd  zmm22, [r9+0x54]
    vpdpbusd      zmm12, zmm22, zmm20
    vpdpbusd      zmm13, zmm22, zmm21
    vpbroadcastd  zmm22, [r9+0x5c]
    vpdpbusd      zmm14, zmm22, zmm20
    vpdpbusd      zmm15, zmm22, zmm21
    vpbroadcastd  zmm22, [r9+0x64]
    vpdpbusd      zmm16, zmm22, zmm20
    vpdpbusd      zmm17, zmm22, zmm21
    add           r8, 0x180
    add           r9, 0x24
    dec           ebx
    jne           loop0
    vmovups       zmm20, [r10]
    vpbroadcastd  zmm21, [constant1]
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm20
    vmulps        zmm22{rne-sae}, zmm0, zmm21
    vcmpgt_oqps   k7, zmm0, [constant2]{1to16}
    vblendmps     zmm0{k7}, zmm22, zmm0
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmulps        zmm2{rne-sae}, zmm2, zmm20
    vmulps        zmm22{rne-sae}, zmm2, zmm21
    vcmpgt_oqps   k7, zmm2, [constant2]{1to16}
    vblendmps     zmm2{k7}, zmm22, zmm2
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm4{rne-sae}, zmm4, zmm20
    vmulps        zmm22{rne-sae}, zmm4, zmm21
    vcmpgt_oqps   k7, zmm4, [constant2]{1to16}
    vblendmps     zmm4{k7}, zmm22, zmm4
    vcvtdq2ps     zmm6{rne-sae}, zmm6
    vmulps        zmm6{rne-sae}, zmm6, zmm20
    vmulps        zmm22{rne-sae}, zmm6, zmm21
    vcmpgt_oqps   k7, zmm6, [constant2]{1to16}
    vblendmps     zmm6{k7}, zmm22, zmm6
    vcvtdq2ps     zmm8{rne-sae}, zmm8
    vmulps        zmm8{rne-sae}, zmm8, zmm20
    vmulps        zmm22{rne-sae}, zmm8, zmm21
    vcmpgt_oqps   k7, zmm8, [constant2]{1to16}
    vblendmps     zmm8{k7}, zmm22, zmm8
    vcvtdq2ps     zmm10{rne-sae}, zmm10
    vmulps        zmm10{rne-sae}, zmm10, zmm20
    vmulps        zmm22{rne-sae}, zmm10, zmm21
    vcmpgt_oqps   k7, zmm10, [constant2]{1to16}
    vblendmps     zmm10{k7}, zmm22, zmm10
    vcvtdq2ps     zmm12{rne-sae}, zmm12
    vmulps        zmm12{rne-sae}, zmm12, zmm20
    vmulps        zmm22{rne-sae}, zmm12, zmm21
    vcmpgt_oqps   k7, zmm12, [constant2]{1to16}
    vblendmps     zmm12{k7}, zmm22, zmm12
    vcvtdq2ps     zmm14{rne-sae}, zmm14
    vmulps        zmm14{rne-sae}, zmm14, zmm20
    vmulps        zmm22{rne-sae}, zmm14, zmm21
    vcmpgt_oqps   k7, zmm14, [constant2]{1to16}
    vblendmps     zmm14{k7}, zmm22, zmm14
    vcvtdq2ps     zmm16{rne-sae}, zmm16
    vmulps        zmm16{rne-sae}, zmm16, zmm20
    vmulps        zmm22{rne-sae}, zmm16, zmm21
    vcmpgt_oqps   k7, zmm16, [constant2]{1to16}
    vblendmps     zmm16{k7}, zmm22, zmm16
    vcvtdq2ps     zmm18{rne-sae}, zmm18
    vmulps        zmm18{rne-sae}, zmm18, zmm20
    vmulps        zmm20{rne-sae}, zmm18, zmm21
    vcmpgt_oqps   k7, zmm18, [constant2]{1to16}
    vblendmps     zmm18{k7}, zmm20, zmm18
    vmovups       zmm20, [r10+0x40]
    vpbroadcastd  zmm21, [constant1]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm20
    vmulps        zmm22{rne-sae}, zmm1, zmm21
    vcmpgt_oqps   k7, zmm1, [constant2]{1to16}
    vblendmps     zmm1{k7}, zmm22, zmm1
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmulps        zmm3{rne-sae}, zmm3, zmm20
    vmulps        zmm22{rne-sae}, zmm3, zmm21
    vcmpgt_oqps   k7, zmm3, [constant2]{1to16}
    vblendmps     zmm3{k7}, zmm22, zmm3
    vcvtdq2ps     zmm5{rne-sae}, zmm5
    vmulps        zmm5{rne-sae}, zmm5, zmm20
    vmulps        zmm22{rne-sae}, zmm5, zmm21
    vcmpgt_oqps   k7, zmm5, [constant2]{1to16}
    vblendmps     zmm5{k7}, zmm22, zmm5
    vcvtdq2ps     zmm7{rne-sae}, zmm7
    vmulps        zmm7{rne-sae}, zmm7, zmm20
    vmulps        zmm22{rne-sae}, zmm7, zmm21
    vcmpgt_oqps   k7, zmm7, [constant2]{1to16}
    vblendmps     zmm7{k7}, zmm22, zmm7
    vcvtdq2ps     zmm9{rne-sae}, zmm9
    vmulps        zmm9{rne-sae}, zmm9, zmm20
    vmulps        zmm22{rne-sae}, zmm9, zmm21
    vcmpgt_oqps   k7, zmm9, [constant2]{1to16}
    vblendmps     zmm9{k7}, zmm22, zmm9
    vcvtdq2ps     zmm11{rne-sae}, zmm11
    vmulps        zmm11{rne-sae}, zmm11, zmm20
    vmulps        zmm22{rne-sae}, zmm11, zmm21
    vcmpgt_oqps   k7, zmm11, [constant2]{1to16}
    vblendmps     zmm11{k7}, zmm22, zmm11
    vcvtdq2ps     zmm13{rne-sae}, zmm13
    vmulps        zmm13{rne-sae}, zmm13, zmm20
    vmulps        zmm22{rne-sae}, zmm13, zmm21
    vcmpgt_oqps   k7, zmm13, [constant2]{1to16}
    vblendmps     zmm13{k7}, zmm22, zmm13
    vcvtdq2ps     zmm15{rne-sae}, zmm15
    vmulps        zmm15{rne-sae}, zmm15, zmm20
    vmulps        zmm22{rne-sae}, zmm15, zmm21
    vcmpgt_oqps   k7, zmm15, [constant2]{1to16}
    vblendmps     zmm15{k7}, zmm22, zmm15
    vcvtdq2ps     zmm17{rne-sae}, zmm17
    vmulps        zmm17{rne-sae}, zmm17, zmm20
    vmulps        zmm22{rne-sae}, zmm17, zmm21
    vcmpgt_oqps   k7, zmm17, [constant2]{1to16}
    vblendmps     zmm17{k7}, zmm22, zmm17
    vcvtdq2ps     zmm19{rne-sae}, zmm19
    vmulps        zmm19{rne-sae}, zmm19, zmm20
    vmulps        zmm20{rne-sae}, zmm19, zmm21
    vcmpgt_oqps   k7, zmm19, [constant2]{1to16}
    vblendmps     zmm19{k7}, zmm20, zmm19
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r11]{k1}, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm2
    vcvtps2dq     zmm1{rne-sae}, zmm3
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r11+0x14]{k1}, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm4
    vcvtps2dq     zmm1{rne-sae}, zmm5
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r11+0x28]{k1}, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm6
    vcvtps2dq     zmm1{rne-sae}, zmm7
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r11+0x3c]{k1}, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm8
    vcvtps2dq     zmm1{rne-sae}, zmm9
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r11+0x50]{k1}, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm10
    vcvtps2dq     zmm1{rne-sae}, zmm11
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r11+0x64]{k1}, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm12
    vcvtps2dq     zmm1{rne-sae}, zmm13
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r11+0x78]{k1}, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm14
    vcvtps2dq     zmm1{rne-sae}, zmm15
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r11+0x8c]{k1}, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm16
    vcvtps2dq     zmm1{rne-sae}, zmm17
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r11+0xa0]{k1}, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm18
    vcvtps2dq     zmm1{rne-sae}, zmm19
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r11+0xb4]{k1}, zmm1
    mov           rbx, [rdi]
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x4, 0x8, 0xc, 0x1, 0x5, 0x9, 0xd, 0x2, 0x6, 0xa, 0xe, 0x3, 0x7, 0xb, 0xf
constant1:
    dd 0x3dcccccd
constant2:
    dd 0x0
constant3:
    dd 0x800080

conv taps 3x3 channels 3 tile 2x5x32 on 2x5 #2
code 2139 bytes, constants 113 bytes, 316 instructions, 52 vpdpbusd
23 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 554 bytes, 88 instructions, 52 vpdpbusd, 32 loads, 0 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xfffff
    kmovq         k1, rax
    mov           rcx, [rdi+0x50]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x40]
    mov           r8, [rdi+0x58]
    mov           r9, [rdi+0x60]
    vmovdqu32     zmm0, [rcx]
    vmovdqu32     zmm1, [rcx+0x40]
    vmovdqu32     zmm2, [rcx+0x150]
    vmovdqu32     zmm3, [rcx+0x190]
    vmovdqa32     zmm4, zmm2
    vmovdqa32     zmm5, zmm3
    vmovdqa32     zmm6, zmm2
    vmovdqa32     zmm7, zmm3
    vmovdqu32     zmm8, [rcx+0x2a0]
    vmovdqu32     zmm9, [rcx+0x2e0]
    vmovdqa32     zmm10, zmm0
    vmovdqa32     zmm11, zmm1
    vmovdqa32     zmm12, zmm2
    vmovdqa32     zmm13, zmm3
    vmovdqa32     zmm14, zmm2
    vmovdqa32     zmm15, zmm3
    vmovdqa32     zmm16, zmm2
    vmovdqa32     zmm17, zmm3
    vmovdqa32     zmm18, zmm8
    vmovdqa32     zmm19, zmm9
    mov           r10d, 3
    nop           [rax+rax]
    nop
loop0:
    vmovdqu8      zmm20, [rsi]
    vmovdqu8      zmm21, [rsi+0x40]
    vpbroadcastd  zmm22, [rdx+4]
    vpdpbusd      zmm2, zmm22, zmm20
    vpdpbusd      zmm3, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0xc]
    vpdpbusd      zmm4, zmm22, zmm20
    vpdpbusd      zmm5, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x14]
    vpdpbusd      zmm6, zmm22, zmm20
    vpdpbusd      zmm7, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x1c]
    vpdpbusd      zmm8, zmm22, zmm20
    vpdpbusd      zmm9, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x4c]
    vpdpbusd      zmm12, zmm22, zmm20
    vpdpbusd      zmm13, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x54]
    vpdpbusd      zmm14, zmm22, zmm20
    vpdpbusd      zmm15, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x5c]
    vpdpbusd      zmm16, zmm22, zmm20
    vpdpbusd      zmm17, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x64]
    vpdpbusd      zmm18, zmm22, zmm20
    vpdpbusd      zmm19, zmm22, zmm21
    vmovdqu8      zmm20, [rsi+0x80]
    vmovdqu8      zmm21, [rsi+0xc0]
    vpbroadcastd  zmm22, [rdx]
    vpdpbusd      zmm0, zmm22, zmm20
    vpdpbusd      zmm1, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+8]
    vpdpbusd      zmm2, zmm22, zmm20
    vpdpbusd      zmm3, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x10]
    vpdpbusd      zmm4, zmm22, zmm20
    vpdpbusd      zmm5, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x18]
    vpdpbusd      zmm6, zmm22, zmm20
    vpdpbusd      zmm7, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x20]
    vpdpbusd      zmm8, zmm22, zmm20
    vpdpbusd      zmm9, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x48]
    vpdpbusd      zmm10, zmm22, zmm20
    vpdpbusd      zmm11, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x50]
    vpdpbusd      zmm12, zmm22, zmm20
    vpdpbusd      zmm13, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x58]
    vpdpbusd      zmm14, zmm22, zmm20
    vpdpbusd      zmm15, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x60]
    vpdpbusd      zmm16, zmm22, zmm20
    vpdpbusd      zmm17, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x68]
    vpdpbusd      zmm18, zmm22, zmm20
    vpdpbusd      zmm19, zmm22, zmm21
    vmovdqu8      zmm20, [rsi+0x100]
    vmovdqu8      zmm21, [rsi+0x140]
    vpbroadcastd  zmm22, [rdx+4]
    vpdpbusd      zmm0, zmm22, zmm20
    vpdpbusd      zmm1, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0xc]
    vpdpbusd      zmm2, zmm22, zmm20
    vpdpbusd      zmm3, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x14]
    vpdpbusd      zmm4, zmm22, zmm20
    vpdpbusd      zmm5, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x1c]
    vpdpbusd      zmm6, zmm22, zmm20
    vpdpbusd      zmm7, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x4c]
    vpdpbusd      zmm10, zmm22, zmm20
    vpdpbusd      zmm11, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x54]
    vpdpbusd      zmm12, zmm22, zmm20
    vpdpbusd      zmm13, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x5c]
    vpdpbusd      zmm14, zmm22, zmm20
    vpdpbusd      zmm15, zmm22, zmm21
    vpbroadcastd  zmm22, [rdx+0x64]
    vpdpbusd      zmm16, zmm22, zmm20
    vpdpbusd      zmm17, zmm22, zmm21
    add           rsi, 0x180
    add           rdx, 0x24
    dec           r10d
    jne           loop0
    vmovups       zmm20, [r8]
    vpbroadcastd  zmm21, [constant1]
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm20
    vmulps        zmm22{rne-sae}, zmm0, zmm21
    vcmpgt_oqps   k7, zmm0, [constant2]{1to16}
    vblendmps     zmm0{k7}, zmm22, zmm0
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmulps        zmm2{rne-sae}, zmm2, zmm20
    vmulps        zmm22{rne-sae}, zmm2, zmm21
    vcmpgt_oqps   k7, zmm2, [constant2]{1to16}
    vblendmps     zmm2{k7}, zmm22, zmm2
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm4{rne-sae}, zmm4, zmm20
    vmulps        zmm22{rne-sae}, zmm4, zmm21
    vcmpgt_oqps   k7, zmm4, [constant2]{1to16}
    vblendmps     zmm4{k7}, zmm22, zmm4
    vcvtdq2ps     zmm6{rne-sae}, zmm6
    vmulps        zmm6{rne-sae}, zmm6, zmm20
    vmulps        zmm22{rne-sae}, zmm6, zmm21
    vcmpgt_oqps   k7, zmm6, [constant2]{1to16}
    vblendmps     zmm6{k7}, zmm22, zmm6
    vcvtdq2ps     zmm8{rne-sae}, zmm8
    vmulps        zmm8{rne-sae}, zmm8, zmm20
    vmulps        zmm22{rne-sae}, zmm8, zmm21
    vcmpgt_oqps   k7, zmm8, [constant2]{1to16}
    vblendmps     zmm8{k7}, zmm22, zmm8
    vcvtdq2ps     zmm10{rne-sae}, zmm10
    vmulps        zmm10{rne-sae}, zmm10, zmm20
    vmulps        zmm22{rne-sae}, zmm10, zmm21
    vcmpgt_oqps   k7, zmm10, [constant2]{1to16}
    vblendmps     zmm10{k7}, zmm22, zmm10
    vcvtdq2ps     zmm12{rne-sae}, zmm12
    vmulps        zmm12{rne-sae}, zmm12, zmm20
    vmulps        zmm22{rne-sae}, zmm12, zmm21
    vcmpgt_oqps   k7, zmm12, [constant2]{1to16}
    vblendmps     zmm12{k7}, zmm22, zmm12
    vcvtdq2ps     zmm14{rne-sae}, zmm14
    vmulps        zmm14{rne-sae}, zmm14, zmm20
    vmulps        zmm22{rne-sae}, zmm14, zmm21
    vcmpgt_oqps   k7, zmm14, [constant2]{1to16}
    vblendmps     zmm14{k7}, zmm22, zmm14
    vcvtdq2ps     zmm16{rne-sae}, zmm16
    vmulps        zmm16{rne-sae}, zmm16, zmm20
    vmulps        zmm22{rne-sae}, zmm16, zmm21
    vcmpgt_oqps   k7, zmm16, [constant2]{1to16}
    vblendmps     zmm16{k7}, zmm22, zmm16
    vcvtdq2ps     zmm18{rne-sae}, zmm18
    vmulps        zmm18{rne-sae}, zmm18, zmm20
    vmulps        zmm20{rne-sae}, zmm18, zmm21
    vcmpgt_oqps   k7, zmm18, [constant2]{1to16}
    vblendmps     zmm18{k7}, zmm20, zmm18
    vmovups       zmm20, [r8+0x40]
    vpbroadcastd  zmm21, [constant1]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm20
    vmulps        zmm22{rne-sae}, zmm1, zmm21
    vcmpgt_oqps   k7, zmm1, [constant2]{1to16}
    vblendmps     zmm1{k7}, zmm22, zmm1
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmulps        zmm3{rne-sae}, zmm3, zmm20
    vmulps        zmm22{rne-sae}, zmm3, zmm21
    vcmpgt_oqps   k7, zmm3, [constant2]{1to16}
    vblendmps     zmm3{k7}, zmm22, zmm3
    vcvtdq2ps     zmm5{rne-sae}, zmm5
    vmulps        zmm5{rne-sae}, zmm5, zmm20
    vmulps        zmm22{rne-sae}, zmm5, zmm21
    vcmpgt_oqps   k7, zmm5, [constant2]{1to16}
    vblendmps     zmm5{k7}, zmm22, zmm5
    vcvtdq2ps     zmm7{rne-sae}, zmm7
    vmulps        zmm7{rne-sae}, zmm7, zmm20
    vmulps        zmm22{rne-sae}, zmm7, zmm21
    vcmpgt_oqps   k7, zmm7, [constant2]{1to16}
    vblendmps     zmm7{k7}, zmm22, zmm7
    vcvtdq2ps     zmm9{rne-sae}, zmm9
    vmulps        zmm9{rne-sae}, zmm9, zmm20
    vmulps        zmm22{rne-sae}, zmm9, zmm21
    vcmpgt_oqps   k7, zmm9, [constant2]{1to16}
    vblendmps     zmm9{k7}, zmm22, zmm9
    vcvtdq2ps     zmm11{rne-sae}, zmm11
    vmulps        zmm11{rne-sae}, zmm11, zmm20
    vmulps        zmm22{rne-sae}, zmm11, zmm21
    vcmpgt_oqps   k7, zmm11, [constant2]{1to16}
    vblendmps     zmm11{k7}, zmm22, zmm11
    vcvtdq2ps     zmm13{rne-sae}, zmm13
    vmulps        zmm13{rne-sae}, zmm13, zmm20
    vmulps        zmm22{rne-sae}, zmm13, zmm21
    vcmpgt_oqps   k7, zmm13, [constant2]{1to16}
    vblendmps     zmm13{k7}, zmm22, zmm13
    vcvtdq2ps     zmm15{rne-sae}, zmm15
    vmulps        zmm15{rne-sae}, zmm15, zmm20
    vmulps        zmm22{rne-sae}, zmm15, zmm21
    vcmpgt_oqps   k7, zmm15, [constant2]{1to16}
    vblendmps     zmm15{k7}, zmm22, zmm15
    vcvtdq2ps     zmm17{rne-sae}, zmm17
    vmulps        zmm17{rne-sae}, zmm17, zmm20
    vmulps        zmm22{rne-sae}, zmm17, zmm21
    vcmpgt_oqps   k7, zmm17, [constant2]{1to16}
    vblendmps     zmm17{k7}, zmm22, zmm17
    vcvtdq2ps     zmm19{rne-sae}, zmm19
    vmulps        zmm19{rne-sae}, zmm19, zmm20
    vmulps        zmm20{rne-sae}, zmm19, zmm21
    vcmpgt_oqps   k7, zmm19, [constant2]{1to16}
    vblendmps     zmm19{k7}, zmm20, zmm19
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9]{k1}, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm2
    vcvtps2dq     zmm1{rne-sae}, zmm3
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9+0x14]{k1}, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm4
    vcvtps2dq     zmm1{rne-sae}, zmm5
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9+0x28]{k1}, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm6
    vcvtps2dq     zmm1{rne-sae}, zmm7
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9+0x3c]{k1}, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm8
    vcvtps2dq     zmm1{rne-sae}, zmm9
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9+0x50]{k1}, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm10
    vcvtps2dq     zmm1{rne-sae}, zmm11
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9+0x64]{k1}, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm12
    vcvtps2dq     zmm1{rne-sae}, zmm13
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9+0x78]{k1}, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm14
    vcvtps2dq     zmm1{rne-sae}, zmm15
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9+0x8c]{k1}, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm16
    vcvtps2dq     zmm1{rne-sae}, zmm17
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9+0xa0]{k1}, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm18
    vcvtps2dq     zmm1{rne-sae}, zmm19
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9+0xb4]{k1}, zmm1
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x4, 0x8, 0xc, 0x1, 0x5, 0x9, 0xd, 0x2, 0x6, 0xa, 0xe, 0x3, 0x7, 0xb, 0xf
constant1:
    dd 0x3dcccccd
constant2:
    dd 0x0
constant3:
    dd 0x800080

conv taps 2x3 channels 3 tile 1x5x32 on 1x5
code 1148 bytes, constants 80 bytes, 171 instructions, 26 vpdpbusd
13 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 307 bytes, 49 instructions, 26 vpdpbusd, 19 loads, 0 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xfffff
    kmovq         k1, rax
    mov           rcx, [rdi+0x50]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x40]
    mov           r8, [rdi+0x58]
    mov           r9, [rdi+0x60]
    vmovdqu32     zmm0, [rcx]
    vmovdqu32     zmm1, [rcx+0x40]
    vmovdqu32     zmm2, [rcx+0x150]
    vmovdqu32     zmm3, [rcx+0x190]
    vmovdqa32     zmm4, zmm2
    vmovdqa32     zmm5, zmm3
    vmovdqa32     zmm6, zmm2
    vmovdqa32     zmm7, zmm3
    vmovdqu32     zmm8, [rcx+0x2a0]
    vmovdqu32     zmm9, [rcx+0x2e0]
    mov           r10d, 2
    nop           [rax+rax]
loop0:
    vmovdqu8      zmm10, [rsi]
    vmovdqu8      zmm11, [rsi+0x40]
    vpbroadcastd  zmm12, [rdx+4]
    vpdpbusd      zmm2, zmm12, zmm10
    vpdpbusd      zmm3, zmm12, zmm11
    vpbroadcastd  zmm12, [rdx+0xc]
    vpdpbusd      zmm4, zmm12, zmm10
    vpdpbusd      zmm5, zmm12, zmm11
    vpbroadcastd  zmm12, [rdx+0x14]
    vpdpbusd      zmm6, zmm12, zmm10
    vpdpbusd      zmm7, zmm12, zmm11
    vpbroadcastd  zmm12, [rdx+0x1c]
    vpdpbusd      zmm8, zmm12, zmm10
    vpdpbusd      zmm9, zmm12, zmm11
    vmovdqu8      zmm10, [rsi+0x80]
    vmovdqu8      zmm11, [rsi+0xc0]
    vpbroadcastd  zmm12, [rdx]
    vpdpbusd      zmm0, zmm12, zmm10
    vpdpbusd      zmm1, zmm12, zmm11
    vpbroadcastd  zmm12, [rdx+8]
    vpdpbusd      zmm2, zmm12, zmm10
    vpdpbusd      zmm3, zmm12, zmm11
    vpbroadcastd  zmm12, [rdx+0x10]
    vpdpbusd      zmm4, zmm12, zmm10
    vpdpbusd      zmm5, zmm12, zmm11
    vpbroadcastd  zmm12, [rdx+0x18]
    vpdpbusd      zmm6, zmm12, zmm10
    vpdpbusd      zmm7, zmm12, zmm11
    vpbroadcastd  zmm12, [rdx+0x20]
    vpdpbusd      zmm8, zmm12, zmm10
    vpdpbusd      zmm9, zmm12, zmm11
    vmovdqu8      zmm10, [rsi+0x100]
    vmovdqu8      zmm11, [rsi+0x140]
    vpbroadcastd  zmm12, [rdx+4]
    vpdpbusd      zmm0, zmm12, zmm10
    vpdpbusd      zmm1, zmm12, zmm11
    vpbroadcastd  zmm12, [rdx+0xc]
    vpdpbusd      zmm2, zmm12, zmm10
    vpdpbusd      zmm3, zmm12, zmm11
    vpbroadcastd  zmm12, [rdx+0x14]
    vpdpbusd      zmm4, zmm12, zmm10
    vpdpbusd      zmm5, zmm12, zmm11
    vpbroadcastd  zmm12, [rdx+0x1c]
    vpdpbusd      zmm6, zmm12, zmm10
    vpdpbusd      zmm7, zmm12, zmm11
    add           rsi, 0x180
    add           rdx, 0x24
    dec           r10d
    jne           loop0
    vmovups       zmm10, [r8]
    vpbroadcastd  zmm11, [constant1]
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm10
    vmulps        zmm12{rne-sae}, zmm0, zmm11
    vcmpgt_oqps   k7, zmm0, [constant2]{1to16}
    vblendmps     zmm0{k7}, zmm12, zmm0
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmulps        zmm2{rne-sae}, zmm2, zmm10
    vmulps        zmm12{rne-sae}, zmm2, zmm11
    vcmpgt_oqps   k7, zmm2, [constant2]{1to16}
    vblendmps     zmm2{k7}, zmm12, zmm2
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm4{rne-sae}, zmm4, zmm10
    vmulps        zmm12{rne-sae}, zmm4, zmm11
    vcmpgt_oqps   k7, zmm4, [constant2]{1to16}
    vblendmps     zmm4{k7}, zmm12, zmm4
    vcvtdq2ps     zmm6{rne-sae}, zmm6
    vmulps        zmm6{rne-sae}, zmm6, zmm10
    vmulps        zmm12{rne-sae}, zmm6, zmm11
    vcmpgt_oqps   k7, zmm6, [constant2]{1to16}
    vblendmps     zmm6{k7}, zmm12, zmm6
    vcvtdq2ps     zmm8{rne-sae}, zmm8
    vmulps        zmm8{rne-sae}, zmm8, zmm10
    vmulps        zmm10{rne-sae}, zmm8, zmm11
    vcmpgt_oqps   k7, zmm8, [constant2]{1to16}
    vblendmps     zmm8{k7}, zmm10, zmm8
    vmovups       zmm10, [r8+0x40]
    vpbroadcastd  zmm11, [constant1]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm10
    vmulps        zmm12{rne-sae}, zmm1, zmm11
    vcmpgt_oqps   k7, zmm1, [constant2]{1to16}
    vblendmps     zmm1{k7}, zmm12, zmm1
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmulps        zmm3{rne-sae}, zmm3, zmm10
    vmulps        zmm12{rne-sae}, zmm3, zmm11
    vcmpgt_oqps   k7, zmm3, [constant2]{1to16}
    vblendmps     zmm3{k7}, zmm12, zmm3
    vcvtdq2ps     zmm5{rne-sae}, zmm5
    vmulps        zmm5{rne-sae}, zmm5, zmm10
    vmulps        zmm12{rne-sae}, zmm5, zmm11
    vcmpgt_oqps   k7, zmm5, [constant2]{1to16}
    vblendmps     zmm5{k7}, zmm12, zmm5
    vcvtdq2ps     zmm7{rne-sae}, zmm7
    vmulps        zmm7{rne-sae}, zmm7, zmm10
    vmulps        zmm12{rne-sae}, zmm7, zmm11
    vcmpgt_oqps   k7, zmm7, [constant2]{1to16}
    vblendmps     zmm7{k7}, zmm12, zmm7
    vcvtdq2ps     zmm9{rne-sae}, zmm9
    vmulps        zmm9{rne-sae}, zmm9, zmm10
    vmulps        zmm10{rne-sae}, zmm9, zmm11
    vcmpgt_oqps   k7, zmm9, [constant2]{1to16}
    vblendmps     zmm9{k7}, zmm10, zmm9
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9]{k1}, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm2
    vcvtps2dq     zmm1{rne-sae}, zmm3
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9+0x14]{k1}, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm4
    vcvtps2dq     zmm1{rne-sae}, zmm5
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9+0x28]{k1}, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm6
    vcvtps2dq     zmm1{rne-sae}, zmm7
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9+0x3c]{k1}, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm8
    vcvtps2dq     zmm1{rne-sae}, zmm9
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9+0x50]{k1}, zmm1
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x4, 0x8, 0xc, 0x1, 0x5, 0x9, 0xd, 0x2, 0x6, 0xa, 0xe, 0x3, 0x7, 0xb, 0xf
constant1:
    dd 0x3dcccccd
constant2:
    dd 0x0
constant3:
    dd 0x800080

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
