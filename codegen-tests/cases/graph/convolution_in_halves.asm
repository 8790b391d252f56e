interleave f32 to u8 mul channels 4x4 pixels 16x12
code 363 bytes, constants 93 bytes, 61 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 255 bytes, 38 instructions, 0 vpdpbusd, 9 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    vpbroadcastd  zmm0, [constant1]
    mov           ecx, 4
loop0:
    mov           r8, [rdi+0x40]
    imul          rax, rcx, -0xc40
    add           r8, rax
    imul          rax, rsi, 0x40
    add           r8, rax
    add           r8, 0x3100
    mov           r9, [rdi+0x48]
    imul          rax, rcx, -4
    add           r9, rax
    imul          rax, rsi, 0x100
    add           r9, rax
    add           r9, 0x10
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
    vmovups       zmm2, [r8+0x310]
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vpxord        zmm3, zmm3, zmm3
    vmaxps        zmm2, zmm2, zmm3
    vminps        zmm2, zmm2, [constant2]{1to16}
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vmovups       zmm3, [r8+0x620]
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm3, zmm3, zmm4
    vminps        zmm3, zmm3, [constant2]{1to16}
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vmovups       zmm4, [r8+0x930]
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
    add           r9, 0x100
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
    dd 0x42480000
constant2:
    dd 0x437f0000

interleave f32 to u8 mul channels 4x4 pixels 4x1
code 323 bytes, constants 133 bytes, 52 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 255 bytes, 38 instructions, 0 vpdpbusd, 9 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xf
    kmovq         k1, rax
    vpbroadcastd  zmm0, [constant1]
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0xc40
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
    vmovups       zmm2{k1}{z}, [rcx+0x310]
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vpxord        zmm3, zmm3, zmm3
    vmaxps        zmm2, zmm2, zmm3
    vminps        zmm2, zmm2, [constant2]{1to16}
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vmovups       zmm3{k1}{z}, [rcx+0x620]
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vpxord        zmm4, zmm4, zmm4
    vmaxps        zmm3, zmm3, zmm4
    vminps        zmm3, zmm3, [constant2]{1to16}
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vmovups       zmm4{k1}{z}, [rcx+0x930]
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
    add           rcx, 0xc40
    add           r8, 4
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x10, 0x20, 0x30, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0
constant1:
    dd 0x42480000
constant2:
    dd 0x437f0000

conv taps 1x1 channels 16 tile 1x6x64 on 1x96
code 1937 bytes, constants 111 bytes, 318 instructions, 96 vpdpbusd
29 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 1775 bytes, 284 instructions, 96 vpdpbusd, 58 loads, 6 stores

    cmp           rsi, rdx
    jae           exit
    mov           [rdi], rbx
    mov           [rdi+8], rbp
    mov           rcx, [rdi+0x50]
    imul          rax, rsi, 0x100
    add           rcx, rax
    mov           r8, [rdi+0x48]
    imul          rax, rsi, 0x400
    add           r8, rax
    mov           r9, [rdi+0x40]
    mov           r10, [rdi+0x58]
    imul          rax, rsi, 0x100
    add           r10, rax
    mov           r11, [rdi+0x60]
    imul          rax, rsi, 0x100
    add           r11, rax
    mov           rbx, [rdi+0x68]
    imul          rax, rsi, 0x40
    add           rbx, rax
loop0:
    mov           ebp, 0x10
loop1:
    vmovdqu32     zmm0, [rcx]
    vmovdqu32     zmm1, [rcx+0x40]
    vmovdqu32     zmm2, [rcx+0x80]
    vmovdqu32     zmm3, [rcx+0xc0]
    vmovdqa32     zmm4, zmm0
    vmovdqa32     zmm5, zmm1
    vmovdqa32     zmm6, zmm2
    vmovdqa32     zmm7, zmm3
    vmovdqa32     zmm8, zmm0
    vmovdqa32     zmm9, zmm1
    vmovdqa32     zmm10, zmm2
    vmovdqa32     zmm11, zmm3
    vmovdqa32     zmm12, zmm0
    vmovdqa32     zmm13, zmm1
    vmovdqa32     zmm14, zmm2
    vmovdqa32     zmm15, zmm3
    vmovdqa32     zmm16, zmm0
    vmovdqa32     zmm17, zmm1
    vmovdqa32     zmm18, zmm2
    vmovdqa32     zmm19, zmm3
    vmovdqa32     zmm20, zmm0
    vmovdqa32     zmm21, zmm1
    vmovdqa32     zmm22, zmm2
    vmovdqa32     zmm23, zmm3
    vmovdqu8      zmm24, [r8]
    vmovdqu8      zmm25, [r8+0x40]
    vmovdqu8      zmm26, [r8+0x80]
    vmovdqu8      zmm27, [r8+0xc0]
    vpbroadcastd  zmm28, [r9]
    vpdpbusd      zmm0, zmm28, zmm24
    vpdpbusd      zmm1, zmm28, zmm25
    vpdpbusd      zmm2, zmm28, zmm26
    vpdpbusd      zmm3, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x10]
    vpdpbusd      zmm4, zmm28, zmm24
    vpdpbusd      zmm5, zmm28, zmm25
    vpdpbusd      zmm6, zmm28, zmm26
    vpdpbusd      zmm7, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x20]
    vpdpbusd      zmm8, zmm28, zmm24
    vpdpbusd      zmm9, zmm28, zmm25
    vpdpbusd      zmm10, zmm28, zmm26
    vpdpbusd      zmm11, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x30]
    vpdpbusd      zmm12, zmm28, zmm24
    vpdpbusd      zmm13, zmm28, zmm25
    vpdpbusd      zmm14, zmm28, zmm26
    vpdpbusd      zmm15, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x40]
    vpdpbusd      zmm16, zmm28, zmm24
    vpdpbusd      zmm17, zmm28, zmm25
    vpdpbusd      zmm18, zmm28, zmm26
    vpdpbusd      zmm19, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x50]
    vpdpbusd      zmm20, zmm28, zmm24
    vpdpbusd      zmm21, zmm28, zmm25
    vpdpbusd      zmm22, zmm28, zmm26
    vpdpbusd      zmm23, zmm28, zmm27
    vmovdqu8      zmm24, [r8+0x100]
    vmovdqu8      zmm25, [r8+0x140]
    vmovdqu8      zmm26, [r8+0x180]
    vmovdqu8      zmm27, [r8+0x1c0]
    vpbroadcastd  zmm28, [r9+4]
    vpdpbusd      zmm0, zmm28, zmm24
    vpdpbusd      zmm1, zmm28, zmm25
    vpdpbusd      zmm2, zmm28, zmm26
    vpdpbusd      zmm3, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x14]
    vpdpbusd      zmm4, zmm28, zmm24
    vpdpbusd      zmm5, zmm28, zmm25
    vpdpbusd      zmm6, zmm28, zmm26
    vpdpbusd      zmm7, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x24]
    vpdpbusd      zmm8, zmm28, zmm24
    vpdpbusd      zmm9, zmm28, zmm25
    vpdpbusd      zmm10, zmm28, zmm26
    vpdpbusd      zmm11, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x34]
    vpdpbusd      zmm12, zmm28, zmm24
    vpdpbusd      zmm13, zmm28, zmm25
    vpdpbusd      zmm14, zmm28, zmm26
    vpdpbusd      zmm15, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x44]
    vpdpbusd      zmm16, zmm28, zmm24
    vpdpbusd      zmm17, zmm28, zmm25
    vpdpbusd      zmm18, zmm28, zmm26
    vpdpbusd      zmm19, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x54]
    vpdpbusd      zmm20, zmm28, zmm24
    vpdpbusd      zmm21, zmm28, zmm25
    vpdpbusd      zmm22, zmm28, zmm26
    vpdpbusd      zmm23, zmm28, zmm27
    vmovdqu8      zmm24, [r8+0x200]
    vmovdqu8      zmm25, [r8+0x240]
    vmovdqu8      zmm26, [r8+0x280]
    vmovdqu8      zmm27, [r8+0x2c0]
    vpbroadcastd  zmm28, [r9+8]
    vpdpbusd      zmm0, zmm28, zmm24
    vpdpbusd      zmm1, zmm28, zmm25
    vpdpbusd      zmm2, zmm28, zmm26
    vpdpbusd      zmm3, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x18]
    vpdpbusd      zmm4, zmm28, zmm24
    vpdpbusd      zmm5, zmm28, zmm25
    vpdpbusd      zmm6, zmm28, zmm26
    vpdpbusd      zmm7, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x28]
    vpdpbusd      zmm8, zmm28, zmm24
    vpdpbusd      zmm9, zmm28, zmm25
    vpdpbusd      zmm10, zmm28, zmm26
    vpdpbusd      zmm11, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x38]
    vpdpbusd      zmm12, zmm28, zmm24
    vpdpbusd      zmm13, zmm28, zmm25
    vpdpbusd      zmm14, zmm28, zmm26
    vpdpbusd      zmm15, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x48]
    vpdpbusd      zmm16, zmm28, zmm24
    vpdpbusd      zmm17, zmm28, zmm25
    vpdpbusd      zmm18, zmm28, zmm26
    vpdpbusd      zmm19, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x58]
    vpdpbusd      zmm20, zmm28, zmm24
    vpdpbusd      zmm21, zmm28, zmm25
    vpdpbusd      zmm22, zmm28, zmm26
    vpdpbusd      zmm23, zmm28, zmm27
    vmovdqu8      zmm24, [r8+0x300]
    vmovdqu8      zmm25, [r8+0x340]
    vmovdqu8      zmm26, [r8+0x380]
    vmovdqu8      zmm27, [r8+0x3c0]
    vpbroadcastd  zmm28, [r9+0xc]
    vpdpbusd      zmm0, zmm28, zmm24
    vpdpbusd      zmm1, zmm28, zmm25
    vpdpbusd      zmm2, zmm28, zmm26
    vpdpbusd      zmm3, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x1c]
    vpdpbusd      zmm4, zmm28, zmm24
    vpdpbusd      zmm5, zmm28, zmm25
    vpdpbusd      zmm6, zmm28, zmm26
    vpdpbusd      zmm7, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x2c]
    vpdpbusd      zmm8, zmm28, zmm24
    vpdpbusd      zmm9, zmm28, zmm25
    vpdpbusd      zmm10, zmm28, zmm26
    vpdpbusd      zmm11, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x3c]
    vpdpbusd      zmm12, zmm28, zmm24
    vpdpbusd      zmm13, zmm28, zmm25
    vpdpbusd      zmm14, zmm28, zmm26
    vpdpbusd      zmm15, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x4c]
    vpdpbusd      zmm16, zmm28, zmm24
    vpdpbusd      zmm17, zmm28, zmm25
    vpdpbusd      zmm18, zmm28, zmm26
    vpdpbusd      zmm19, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x5c]
    vpdpbusd      zmm20, zmm28, zmm24
    vpdpbusd      zmm21, zmm28, zmm25
    vpdpbusd      zmm22, zmm28, zmm26
    vpdpbusd      zmm23, zmm28, zmm27
    vmovups       zmm24, [r10]
    vpxord        zmm25, zmm25, zmm25
    vmovups       zmm26, [r11]
    vfmadd213ps   zmm0{rne-sae}, zmm24, zmm26
    vmaxps        zmm0, zmm0, zmm25
    vfmadd213ps   zmm4{rne-sae}, zmm24, zmm26
    vmaxps        zmm4, zmm4, zmm25
    vfmadd213ps   zmm8{rne-sae}, zmm24, zmm26
    vmaxps        zmm8, zmm8, zmm25
    vfmadd213ps   zmm12{rne-sae}, zmm24, zmm26
    vmaxps        zmm12, zmm12, zmm25
    vfmadd213ps   zmm16{rne-sae}, zmm24, zmm26
    vmaxps        zmm16, zmm16, zmm25
    vfmadd231ps   zmm26{rne-sae}, zmm20, zmm24
    vmaxps        zmm20, zmm26, zmm25
    vmovups       zmm24, [r10+0x40]
    vpxord        zmm25, zmm25, zmm25
    vmovups       zmm26, [r11+0x40]
    vfmadd213ps   zmm1{rne-sae}, zmm24, zmm26
    vmaxps        zmm1, zmm1, zmm25
    vfmadd213ps   zmm5{rne-sae}, zmm24, zmm26
    vmaxps        zmm5, zmm5, zmm25
    vfmadd213ps   zmm9{rne-sae}, zmm24, zmm26
    vmaxps        zmm9, zmm9, zmm25
    vfmadd213ps   zmm13{rne-sae}, zmm24, zmm26
    vmaxps        zmm13, zmm13, zmm25
    vfmadd213ps   zmm17{rne-sae}, zmm24, zmm26
    vmaxps        zmm17, zmm17, zmm25
    vfmadd231ps   zmm26{rne-sae}, zmm21, zmm24
    vmaxps        zmm21, zmm26, zmm25
    vmovups       zmm24, [r10+0x80]
    vpxord        zmm25, zmm25, zmm25
    vmovups       zmm26, [r11+0x80]
    vfmadd213ps   zmm2{rne-sae}, zmm24, zmm26
    vmaxps        zmm2, zmm2, zmm25
    vfmadd213ps   zmm6{rne-sae}, zmm24, zmm26
    vmaxps        zmm6, zmm6, zmm25
    vfmadd213ps   zmm10{rne-sae}, zmm24, zmm26
    vmaxps        zmm10, zmm10, zmm25
    vfmadd213ps   zmm14{rne-sae}, zmm24, zmm26
    vmaxps        zmm14, zmm14, zmm25
    vfmadd213ps   zmm18{rne-sae}, zmm24, zmm26
    vmaxps        zmm18, zmm18, zmm25
    vfmadd231ps   zmm26{rne-sae}, zmm22, zmm24
    vmaxps        zmm22, zmm26, zmm25
    vmovups       zmm24, [r10+0xc0]
    vpxord        zmm25, zmm25, zmm25
    vmovups       zmm26, [r11+0xc0]
    vfmadd213ps   zmm3{rne-sae}, zmm24, zmm26
    vmaxps        zmm3, zmm3, zmm25
    vfmadd213ps   zmm7{rne-sae}, zmm24, zmm26
    vmaxps        zmm7, zmm7, zmm25
    vfmadd213ps   zmm11{rne-sae}, zmm24, zmm26
    vmaxps        zmm11, zmm11, zmm25
    vfmadd213ps   zmm15{rne-sae}, zmm24, zmm26
    vmaxps        zmm15, zmm15, zmm25
    vfmadd213ps   zmm19{rne-sae}, zmm24, zmm26
    vmaxps        zmm19, zmm19, zmm25
    vfmadd231ps   zmm26{rne-sae}, zmm23, zmm24
    vmaxps        zmm23, zmm26, zmm25
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [rbx], zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm4
    vcvtps2dq     zmm1{rne-sae}, zmm5
    vcvtps2dq     zmm2{rne-sae}, zmm6
    vcvtps2dq     zmm3{rne-sae}, zmm7
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [rbx+0x200], zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm8
    vcvtps2dq     zmm1{rne-sae}, zmm9
    vcvtps2dq     zmm2{rne-sae}, zmm10
    vcvtps2dq     zmm3{rne-sae}, zmm11
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [rbx+0x400], zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm12
    vcvtps2dq     zmm1{rne-sae}, zmm13
    vcvtps2dq     zmm2{rne-sae}, zmm14
    vcvtps2dq     zmm3{rne-sae}, zmm15
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [rbx+0x600], zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm16
    vcvtps2dq     zmm1{rne-sae}, zmm17
    vcvtps2dq     zmm2{rne-sae}, zmm18
    vcvtps2dq     zmm3{rne-sae}, zmm19
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [rbx+0x800], zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm20
    vcvtps2dq     zmm1{rne-sae}, zmm21
    vcvtps2dq     zmm2{rne-sae}, zmm22
    vcvtps2dq     zmm3{rne-sae}, zmm23
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [rbx+0xa00], zmm1
    add           r9, 0x60
    add           rbx, 0xc00
    dec           ebp
    jne           loop1
    add           rcx, 0x100
    add           r8, 0x400
    add           r9, -0x600
    add           r10, 0x100
    add           r11, 0x100
    add           rbx, -0xbfc0
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
    mov           rbx, [rdi]
    mov           rbp, [rdi+8]
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x4, 0x8, 0xc, 0x1, 0x5, 0x9, 0xd, 0x2, 0x6, 0xa, 0xe, 0x3, 0x7, 0xb, 0xf

conv taps 1x1 channels 16 tile 1x6x64 on 1x100
code 3253 bytes, constants 75 bytes, 528 instructions, 160 vpdpbusd
29 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 1776 bytes, 284 instructions, 96 vpdpbusd, 58 loads, 6 stores

    cmp           rsi, rdx
    jae           exit
    mov           [rdi], rbx
    mov           [rdi+8], rbp
    mov           [rdi+0x10], r12
    mov           [rdi+0x18], r13
    mov           rcx, [rdi+0x50]
    imul          rax, rsi, 0x100
    add           rcx, rax
    mov           r8, [rdi+0x48]
    imul          rax, rsi, 0x400
    add           r8, rax
    mov           r9, [rdi+0x40]
    mov           r10, [rdi+0x58]
    imul          rax, rsi, 0x100
    add           r10, rax
    mov           r11, [rdi+0x60]
    imul          rax, rsi, 0x100
    add           r11, rax
    mov           rbx, [rdi+0x68]
    imul          rax, rsi, 0x40
    add           rbx, rax
    mov           rbp, [rdi+0x40]
    add           rbp, 0x600
    mov           r12, [rdi+0x68]
    imul          rax, rsi, 0x40
    add           r12, rax
    add           r12, 0xc000
loop0:
    mov           r13d, 0x10
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax+rax]
loop1:
    vmovdqu32     zmm0, [rcx]
    vmovdqu32     zmm1, [rcx+0x40]
    vmovdqu32     zmm2, [rcx+0x80]
    vmovdqu32     zmm3, [rcx+0xc0]
    vmovdqa32     zmm4, zmm0
    vmovdqa32     zmm5, zmm1
    vmovdqa32     zmm6, zmm2
    vmovdqa32     zmm7, zmm3
    vmovdqa32     zmm8, zmm0
    vmovdqa32     zmm9, zmm1
    vmovdqa32     zmm10, zmm2
    vmovdqa32     zmm11, zmm3
    vmovdqa32     zmm12, zmm0
    vmovdqa32     zmm13, zmm1
    vmovdqa32     zmm14, zmm2
    vmovdqa32     zmm15, zmm3
    vmovdqa32     zmm16, zmm0
    vmovdqa32     zmm17, zmm1
    vmovdqa32     zmm18, zmm2
    vmovdqa32     zmm19, zmm3
    vmovdqa32     zmm20, zmm0
    vmovdqa32     zmm21, zmm1
    vmovdqa32     zmm22, zmm2
    vmovdqa32     zmm23, zmm3
    vmovdqu8      zmm24, [r8]
    vmovdqu8      zmm25, [r8+0x40]
    vmovdqu8      zmm26, [r8+0x80]
    vmovdqu8      zmm27, [r8+0xc0]
    vpbroadcastd  zmm28, [r9]
    vpdpbusd      zmm0, zmm28, zmm24
    vpdpbusd      zmm1, zmm28, zmm25
    vpdpbusd      zmm2, zmm28, zmm26
    vpdpbusd      zmm3, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x10]
    vpdpbusd      zmm4, zmm28, zmm24
    vpdpbusd      zmm5, zmm28, zmm25
    vpdpbusd      zmm6, zmm28, zmm26
    vpdpbusd      zmm7, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x20]
    vpdpbusd      zmm8, zmm28, zmm24
    vpdpbusd      zmm9, zmm28, zmm25
    vpdpbusd      zmm10, zmm28, zmm26
    vpdpbusd      zmm11, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x30]
    vpdpbusd      zmm12, zmm28, zmm24
    vpdpbusd      zmm13, zmm28, zmm25
    vpdpbusd      zmm14, zmm28, zmm26
    vpdpbusd      zmm15, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x40]
    vpdpbusd      zmm16, zmm28, zmm24
    vpdpbusd      zmm17, zmm28, zmm25
    vpdpbusd      zmm18, zmm28, zmm26
    vpdpbusd      zmm19, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x50]
    vpdpbusd      zmm20, zmm28, zmm24
    vpdpbusd      zmm21, zmm28, zmm25
    vpdpbusd      zmm22, zmm28, zmm26
    vpdpbusd      zmm23, zmm28, zmm27
    vmovdqu8      zmm24, [r8+0x100]
    vmovdqu8      zmm25, [r8+0x140]
    vmovdqu8      zmm26, [r8+0x180]
    vmovdqu8      zmm27, [r8+0x1c0]
    vpbroadcastd  zmm28, [r9+4]
    vpdpbusd      zmm0, zmm28, zmm24
    vpdpbusd      zmm1, zmm28, zmm25
    vpdpbusd      zmm2, zmm28, zmm26
    vpdpbusd      zmm3, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x14]
    vpdpbusd      zmm4, zmm28, zmm24
    vpdpbusd      zmm5, zmm28, zmm25
    vpdpbusd      zmm6, zmm28, zmm26
    vpdpbusd      zmm7, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x24]
    vpdpbusd      zmm8, zmm28, zmm24
    vpdpbusd      zmm9, zmm28, zmm25
    vpdpbusd      zmm10, zmm28, zmm26
    vpdpbusd      zmm11, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x34]
    vpdpbusd      zmm12, zmm28, zmm24
    vpdpbusd      zmm13, zmm28, zmm25
    vpdpbusd      zmm14, zmm28, zmm26
    vpdpbusd      zmm15, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x44]
    vpdpbusd      zmm16, zmm28, zmm24
    vpdpbusd      zmm17, zmm28, zmm25
    vpdpbusd      zmm18, zmm28, zmm26
    vpdpbusd      zmm19, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x54]
    vpdpbusd      zmm20, zmm28, zmm24
    vpdpbusd      zmm21, zmm28, zmm25
    vpdpbusd      zmm22, zmm28, zmm26
    vpdpbusd      zmm23, zmm28, zmm27
    vmovdqu8      zmm24, [r8+0x200]
    vmovdqu8      zmm25, [r8+0x240]
    vmovdqu8      zmm26, [r8+0x280]
    vmovdqu8      zmm27, [r8+0x2c0]
    vpbroadcastd  zmm28, [r9+8]
    vpdpbusd      zmm0, zmm28, zmm24
    vpdpbusd      zmm1, zmm28, zmm25
    vpdpbusd      zmm2, zmm28, zmm26
    vpdpbusd      zmm3, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x18]
    vpdpbusd      zmm4, zmm28, zmm24
    vpdpbusd      zmm5, zmm28, zmm25
    vpdpbusd      zmm6, zmm28, zmm26
    vpdpbusd      zmm7, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x28]
    vpdpbusd      zmm8, zmm28, zmm24
    vpdpbusd      zmm9, zmm28, zmm25
    vpdpbusd      zmm10, zmm28, zmm26
    vpdpbusd      zmm11, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x38]
    vpdpbusd      zmm12, zmm28, zmm24
    vpdpbusd      zmm13, zmm28, zmm25
    vpdpbusd      zmm14, zmm28, zmm26
    vpdpbusd      zmm15, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x48]
    vpdpbusd      zmm16, zmm28, zmm24
    vpdpbusd      zmm17, zmm28, zmm25
    vpdpbusd      zmm18, zmm28, zmm26
    vpdpbusd      zmm19, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x58]
    vpdpbusd      zmm20, zmm28, zmm24
    vpdpbusd      zmm21, zmm28, zmm25
    vpdpbusd      zmm22, zmm28, zmm26
    vpdpbusd      zmm23, zmm28, zmm27
    vmovdqu8      zmm24, [r8+0x300]
    vmovdqu8      zmm25, [r8+0x340]
    vmovdqu8      zmm26, [r8+0x380]
    vmovdqu8      zmm27, [r8+0x3c0]
    vpbroadcastd  zmm28, [r9+0xc]
    vpdpbusd      zmm0, zmm28, zmm24
    vpdpbusd      zmm1, zmm28, zmm25
    vpdpbusd      zmm2, zmm28, zmm26
    vpdpbusd      zmm3, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x1c]
    vpdpbusd      zmm4, zmm28, zmm24
    vpdpbusd      zmm5, zmm28, zmm25
    vpdpbusd      zmm6, zmm28, zmm26
    vpdpbusd      zmm7, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x2c]
    vpdpbusd      zmm8, zmm28, zmm24
    vpdpbusd      zmm9, zmm28, zmm25
    vpdpbusd      zmm10, zmm28, zmm26
    vpdpbusd      zmm11, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x3c]
    vpdpbusd      zmm12, zmm28, zmm24
    vpdpbusd      zmm13, zmm28, zmm25
    vpdpbusd      zmm14, zmm28, zmm26
    vpdpbusd      zmm15, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x4c]
    vpdpbusd      zmm16, zmm28, zmm24
    vpdpbusd      zmm17, zmm28, zmm25
    vpdpbusd      zmm18, zmm28, zmm26
    vpdpbusd      zmm19, zmm28, zmm27
    vpbroadcastd  zmm28, [r9+0x5c]
    vpdpbusd      zmm20, zmm28, zmm24
    vpdpbusd      zmm21, zmm28, zmm25
    vpdpbusd      zmm22, zmm28, zmm26
    vpdpbusd      zmm23, zmm28, zmm27
    vmovups       zmm24, [r10]
    vpxord        zmm25, zmm25, zmm25
    vmovups       zmm26, [r11]
    vfmadd213ps   zmm0{rne-sae}, zmm24, zmm26
    vmaxps        zmm0, zmm0, zmm25
    vfmadd213ps   zmm4{rne-sae}, zmm24, zmm26
    vmaxps        zmm4, zmm4, zmm25
    vfmadd213ps   zmm8{rne-sae}, zmm24, zmm26
    vmaxps        zmm8, zmm8, zmm25
    vfmadd213ps   zmm12{rne-sae}, zmm24, zmm26
    vmaxps        zmm12, zmm12, zmm25
    vfmadd213ps   zmm16{rne-sae}, zmm24, zmm26
    vmaxps        zmm16, zmm16, zmm25
    vfmadd231ps   zmm26{rne-sae}, zmm20, zmm24
    vmaxps        zmm20, zmm26, zmm25
    vmovups       zmm24, [r10+0x40]
    vpxord        zmm25, zmm25, zmm25
    vmovups       zmm26, [r11+0x40]
    vfmadd213ps   zmm1{rne-sae}, zmm24, zmm26
    vmaxps        zmm1, zmm1, zmm25
    vfmadd213ps   zmm5{rne-sae}, zmm24, zmm26
    vmaxps        zmm5, zmm5, zmm25
    vfmadd213ps   zmm9{rne-sae}, zmm24, zmm26
    vmaxps        zmm9, zmm9, zmm25
    vfmadd213ps   zmm13{rne-sae}, zmm24, zmm26
    vmaxps        zmm13, zmm13, zmm25
    vfmadd213ps   zmm17{rne-sae}, zmm24, zmm26
    vmaxps        zmm17, zmm17, zmm25
    vfmadd231ps   zmm26{rne-sae}, zmm21, zmm24
    vmaxps        zmm21, zmm26, zmm25
    vmovups       zmm24, [r10+0x80]
    vpxord        zmm25, zmm25, zmm25
    vmovups       zmm26, [r11+0x80]
    vfmadd213ps   zmm2{rne-sae}, zmm24, zmm26
    vmaxps        zmm2, zmm2, zmm25
    vfmadd213ps   zmm6{rne-sae}, zmm24, zmm26
    vmaxps        zmm6, zmm6, zmm25
    vfmadd213ps   zmm10{rne-sae}, zmm24, zmm26
    vmaxps        zmm10, zmm10, zmm25
    vfmadd213ps   zmm14{rne-sae}, zmm24, zmm26
    vmaxps        zmm14, zmm14, zmm25
    vfmadd213ps   zmm18{rne-sae}, zmm24, zmm26
    vmaxps        zmm18, zmm18, zmm25
    vfmadd231ps   zmm26{rne-sae}, zmm22, zmm24
    vmaxps        zmm22, zmm26, zmm25
    vmovups       zmm24, [r10+0xc0]
    vpxord        zmm25, zmm25, zmm25
    vmovups       zmm26, [r11+0xc0]
    vfmadd213ps   zmm3{rne-sae}, zmm24, zmm26
    vmaxps        zmm3, zmm3, zmm25
    vfmadd213ps   zmm7{rne-sae}, zmm24, zmm26
    vmaxps        zmm7, zmm7, zmm25
    vfmadd213ps   zmm11{rne-sae}, zmm24, zmm26
    vmaxps        zmm11, zmm11, zmm25
    vfmadd213ps   zmm15{rne-sae}, zmm24, zmm26
    vmaxps        zmm15, zmm15, zmm25
    vfmadd213ps   zmm19{rne-sae}, zmm24, zmm26
    vmaxps        zmm19, zmm19, zmm25
    vfmadd231ps   zmm26{rne-sae}, zmm23, zmm24
    vmaxps        zmm23, zmm26, zmm25
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [rbx], zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm4
    vcvtps2dq     zmm1{rne-sae}, zmm5
    vcvtps2dq     zmm2{rne-sae}, zmm6
    vcvtps2dq     zmm3{rne-sae}, zmm7
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [rbx+0x200], zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm8
    vcvtps2dq     zmm1{rne-sae}, zmm9
    vcvtps2dq     zmm2{rne-sae}, zmm10
    vcvtps2dq     zmm3{rne-sae}, zmm11
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [rbx+0x400], zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm12
    vcvtps2dq     zmm1{rne-sae}, zmm13
    vcvtps2dq     zmm2{rne-sae}, zmm14
    vcvtps2dq     zmm3{rne-sae}, zmm15
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [rbx+0x600], zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm16
    vcvtps2dq     zmm1{rne-sae}, zmm17
    vcvtps2dq     zmm2{rne-sae}, zmm18
    vcvtps2dq     zmm3{rne-sae}, zmm19
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [rbx+0x800], zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm20
    vcvtps2dq     zmm1{rne-sae}, zmm21
    vcvtps2dq     zmm2{rne-sae}, zmm22
    vcvtps2dq     zmm3{rne-sae}, zmm23
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [rbx+0xa00], zmm1
    add           r9, 0x60
    add           rbx, 0xc00
    dec           r13d
    jne           loop1
    vmovdqu32     zmm0, [rcx]
    vmovdqu32     zmm1, [rcx+0x40]
    vmovdqu32     zmm2, [rcx+0x80]
    vmovdqu32     zmm3, [rcx+0xc0]
    vmovdqa32     zmm4, zmm0
    vmovdqa32     zmm5, zmm1
    vmovdqa32     zmm6, zmm2
    vmovdqa32     zmm7, zmm3
    vmovdqa32     zmm8, zmm0
    vmovdqa32     zmm9, zmm1
    vmovdqa32     zmm10, zmm2
    vmovdqa32     zmm11, zmm3
    vmovdqa32     zmm12, zmm0
    vmovdqa32     zmm13, zmm1
    vmovdqa32     zmm14, zmm2
    vmovdqa32     zmm15, zmm3
    vmovdqu8      zmm16, [r8]
    vmovdqu8      zmm17, [r8+0x40]
    vmovdqu8      zmm18, [r8+0x80]
    vmovdqu8      zmm19, [r8+0xc0]
    vpbroadcastd  zmm20, [rbp]
    vpdpbusd      zmm0, zmm20, zmm16
    vpdpbusd      zmm1, zmm20, zmm17
    vpdpbusd      zmm2, zmm20, zmm18
    vpdpbusd      zmm3, zmm20, zmm19
    vpbroadcastd  zmm20, [rbp+0x10]
    vpdpbusd      zmm4, zmm20, zmm16
    vpdpbusd      zmm5, zmm20, zmm17
    vpdpbusd      zmm6, zmm20, zmm18
    vpdpbusd      zmm7, zmm20, zmm19
    vpbroadcastd  zmm20, [rbp+0x20]
    vpdpbusd      zmm8, zmm20, zmm16
    vpdpbusd      zmm9, zmm20, zmm17
    vpdpbusd      zmm10, zmm20, zmm18
    vpdpbusd      zmm11, zmm20, zmm19
    vpbroadcastd  zmm20, [rbp+0x30]
    vpdpbusd      zmm12, zmm20, zmm16
    vpdpbusd      zmm13, zmm20, zmm17
    vpdpbusd      zmm14, zmm20, zmm18
    vpdpbusd      zmm15, zmm20, zmm19
    vmovdqu8      zmm16, [r8+0x100]
    vmovdqu8      zmm17, [r8+0x140]
    vmovdqu8      zmm18, [r8+0x180]
    vmovdqu8      zmm19, [r8+0x1c0]
    vpbroadcastd  zmm20, [rbp+4]
    vpdpbusd      zmm0, zmm20, zmm16
    vpdpbusd      zmm1, zmm20, zmm17
    vpdpbusd      zmm2, zmm20, zmm18
    vpdpbusd      zmm3, zmm20, zmm19
    vpbroadcastd  zmm20, [rbp+0x14]
    vpdpbusd      zmm4, zmm20, zmm16
    vpdpbusd      zmm5, zmm20, zmm17
    vpdpbusd      zmm6, zmm20, zmm18
    vpdpbusd      zmm7, zmm20, zmm19
    vpbroadcastd  zmm20, [rbp+0x24]
    vpdpbusd      zmm8, zmm20, zmm16
    vpdpbusd      zmm9, zmm20, zmm17
    vpdpbusd      zmm10, zmm20, zmm18
    vpdpbusd      zmm11, zmm20, zmm19
    vpbroadcastd  zmm20, [rbp+0x34]
    vpdpbusd      zmm12, zmm20, zmm16
    vpdpbusd      zmm13, zmm20, zmm17
    vpdpbusd      zmm14, zmm20, zmm18
    vpdpbusd      zmm15, zmm20, zmm19
    vmovdqu8      zmm16, [r8+0x200]
    vmovdqu8      zmm17, [r8+0x240]
    vmovdqu8      zmm18, [r8+0x280]
    vmovdqu8      zmm19, [r8+0x2c0]
    vpbroadcastd  zmm20, [rbp+8]
    vpdpbusd      zmm0, zmm20, zmm16
    vpdpbusd      zmm1, zmm20, zmm17
    vpdpbusd      zmm2, zmm20, zmm18
    vpdpbusd      zmm3, zmm20, zmm19
    vpbroadcastd  zmm20, [rbp+0x18]
    vpdpbusd      zmm4, zmm20, zmm16
    vpdpbusd      zmm5, zmm20, zmm17
    vpdpbusd      zmm6, zmm20, zmm18
    vpdpbusd      zmm7, zmm20, zmm19
    vpbroadcastd  zmm20, [rbp+0x28]
    vpdpbusd      zmm8, zmm20, zmm16
    vpdpbusd      zmm9, zmm20, zmm17
    vpdpbusd      zmm10, zmm20, zmm18
    vpdpbusd      zmm11, zmm20, zmm19
    vpbroadcastd  zmm20, [rbp+0x38]
    vpdpbusd      zmm12, zmm20, zmm16
    vpdpbusd      zmm13, zmm20, zmm17
    vpdpbusd      zmm14, zmm20, zmm18
    vpdpbusd      zmm15, zmm20, zmm19
    vmovdqu8      zmm16, [r8+0x300]
    vmovdqu8      zmm17, [r8+0x340]
    vmovdqu8      zmm18, [r8+0x380]
    vmovdqu8      zmm19, [r8+0x3c0]
    vpbroadcastd  zmm20, [rbp+0xc]
    vpdpbusd      zmm0, zmm20, zmm16
    vpdpbusd      zmm1, zmm20, zmm17
    vpdpbusd      zmm2, zmm20, zmm18
    vpdpbusd      zmm3, zmm20, zmm19
    vpbroadcastd  zmm20, [rbp+0x1c]
    vpdpbusd      zmm4, zmm20, zmm16
    vpdpbusd      zmm5, zmm20, zmm17
    vpdpbusd      zmm6, zmm20, zmm18
    vpdpbusd      zmm7, zmm20, zmm19
    vpbroadcastd  zmm20, [rbp+0x2c]
    vpdpbusd      zmm8, zmm20, zmm16
    vpdpbusd      zmm9, zmm20, zmm17
    vpdpbusd      zmm10, zmm20, zmm18
    vpdpbusd      zmm11, zmm20, zmm19
    vpbroadcastd  zmm20, [rbp+0x3c]
    vpdpbusd      zmm12, zmm20, zmm16
    vpdpbusd      zmm13, zmm20, zmm17
    vpdpbusd      zmm14, zmm20, zmm18
    vpdpbusd      zmm15, zmm20, zmm19
    vmovups       zmm16, [r10]
    vpxord        zmm17, zmm17, zmm17
    vmovups       zmm18, [r11]
    vfmadd213ps   zmm0{rne-sae}, zmm16, zmm18
    vmaxps        zmm0, zmm0, zmm17
    vfmadd213ps   zmm4{rne-sae}, zmm16, zmm18
    vmaxps        zmm4, zmm4, zmm17
    vfmadd213ps   zmm8{rne-sae}, zmm16, zmm18
    vmaxps        zmm8, zmm8, zmm17
    vfmadd231ps   zmm18{rne-sae}, zmm12, zmm16
    vmaxps        zmm12, zmm18, zmm17
    vmovups       zmm16, [r10+0x40]
    vpxord        zmm17, zmm17, zmm17
    vmovups       zmm18, [r11+0x40]
    vfmadd213ps   zmm1{rne-sae}, zmm16, zmm18
    vmaxps        zmm1, zmm1, zmm17
    vfmadd213ps   zmm5{rne-sae}, zmm16, zmm18
    vmaxps        zmm5, zmm5, zmm17
    vfmadd213ps   zmm9{rne-sae}, zmm16, zmm18
    vmaxps        zmm9, zmm9, zmm17
    vfmadd231ps   zmm18{rne-sae}, zmm13, zmm16
    vmaxps        zmm13, zmm18, zmm17
    vmovups       zmm16, [r10+0x80]
    vpxord        zmm17, zmm17, zmm17
    vmovups       zmm18, [r11+0x80]
    vfmadd213ps   zmm2{rne-sae}, zmm16, zmm18
    vmaxps        zmm2, zmm2, zmm17
    vfmadd213ps   zmm6{rne-sae}, zmm16, zmm18
    vmaxps        zmm6, zmm6, zmm17
    vfmadd213ps   zmm10{rne-sae}, zmm16, zmm18
    vmaxps        zmm10, zmm10, zmm17
    vfmadd231ps   zmm18{rne-sae}, zmm14, zmm16
    vmaxps        zmm14, zmm18, zmm17
    vmovups       zmm16, [r10+0xc0]
    vpxord        zmm17, zmm17, zmm17
    vmovups       zmm18, [r11+0xc0]
    vfmadd213ps   zmm3{rne-sae}, zmm16, zmm18
    vmaxps        zmm3, zmm3, zmm17
    vfmadd213ps   zmm7{rne-sae}, zmm16, zmm18
    vmaxps        zmm7, zmm7, zmm17
    vfmadd213ps   zmm11{rne-sae}, zmm16, zmm18
    vmaxps        zmm11, zmm11, zmm17
    vfmadd231ps   zmm18{rne-sae}, zmm15, zmm16
    vmaxps        zmm15, zmm18, zmm17
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r12], zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm4
    vcvtps2dq     zmm1{rne-sae}, zmm5
    vcvtps2dq     zmm2{rne-sae}, zmm6
    vcvtps2dq     zmm3{rne-sae}, zmm7
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r12+0x200], zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm8
    vcvtps2dq     zmm1{rne-sae}, zmm9
    vcvtps2dq     zmm2{rne-sae}, zmm10
    vcvtps2dq     zmm3{rne-sae}, zmm11
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r12+0x400], zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm12
    vcvtps2dq     zmm1{rne-sae}, zmm13
    vcvtps2dq     zmm2{rne-sae}, zmm14
    vcvtps2dq     zmm3{rne-sae}, zmm15
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r12+0x600], zmm1
    add           rcx, 0x100
    add           r8, 0x400
    add           r9, -0x600
    add           r10, 0x100
    add           r11, 0x100
    add           rbx, -0xbfc0
    add           r12, 0x40
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
    mov           rbx, [rdi]
    mov           rbp, [rdi+8]
    mov           r12, [rdi+0x10]
    mov           r13, [rdi+0x18]
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x4, 0x8, 0xc, 0x1, 0x5, 0x9, 0xd, 0x2, 0x6, 0xa, 0xe, 0x3, 0x7, 0xb, 0xf

deinterleave u8 to u8 copy channels 4x128 pixels 16x12
code 414 bytes, constants 102 bytes, 65 instructions, 0 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 306 bytes, 43 instructions, 0 vpdpbusd, 15 loads, 4 stores

    cmp           rsi, rdx
    jae           exit
    mov           ecx, 0x80
loop0:
    mov           r8, [rdi+0x40]
    imul          rax, rcx, -4
    add           r8, rax
    imul          rax, rsi, 0x2000
    add           r8, rax
    add           r8, 0x200
    mov           r9, [rdi+0x48]
    imul          rax, rcx, -0x310
    add           r9, rax
    imul          rax, rsi, 0x10
    add           r9, rax
    add           r9, 0x18800
    mov           r10, rsi
    nop           [rax+rax]
    nop           [rax+rax]
loop1:
    vmovdqa32     zmm0, [constant0]
    kxnorw        k7, k7, k7
    vpxord        zmm1, zmm1, zmm1
    vgatherdps    zmm1, k7, [r8+zmm0]
    vpandd        zmm0, zmm1, [constant1]{1to16}
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant1]{1to16}
    vmovdqa32     zmm1, [constant0]
    kxnorw        k7, k7, k7
    vpxord        zmm2, zmm2, zmm2
    vgatherdps    zmm2, k7, [r8+zmm1]
    vpsrld        zmm1, zmm2, 8
    vpandd        zmm1, zmm1, [constant1]{1to16}
    vpxord        zmm2, zmm2, zmm2
    vpmaxsd       zmm1, zmm1, zmm2
    vpminsd       zmm1, zmm1, [constant1]{1to16}
    vmovdqa32     zmm2, [constant0]
    kxnorw        k7, k7, k7
    vpxord        zmm3, zmm3, zmm3
    vgatherdps    zmm3, k7, [r8+zmm2]
    vpsrld        zmm2, zmm3, 0x10
    vpandd        zmm2, zmm2, [constant1]{1to16}
    vpxord        zmm3, zmm3, zmm3
    vpmaxsd       zmm2, zmm2, zmm3
    vpminsd       zmm2, zmm2, [constant1]{1to16}
    vmovdqa32     zmm3, [constant0]
    kxnorw        k7, k7, k7
    vpxord        zmm4, zmm4, zmm4
    vgatherdps    zmm4, k7, [r8+zmm3]
    vpsrld        zmm3, zmm4, 0x18
    vpxord        zmm4, zmm4, zmm4
    vpmaxsd       zmm3, zmm3, zmm4
    vpminsd       zmm3, zmm3, [constant1]{1to16}
    vpmovdb       [r9], zmm0
    vpmovdb       [r9+0xc4], zmm1
    vpmovdb       [r9+0x188], zmm2
    vpmovdb       [r9+0x24c], zmm3
    add           r8, 0x2000
    add           r9, 0x10
    inc           r10
    cmp           r10, rdx
    jb            loop1
    dec           ecx
    jne           loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x200, 0x400, 0x600, 0x800, 0xa00, 0xc00, 0xe00, 0x1000, 0x1200, 0x1400, 0x1600, 0x1800, 0x1a00, 0x1c00, 0x1e00
constant1:
    dd 0xff

deinterleave u8 to u8 copy channels 4x128 pixels 4x1
code 374 bytes, constants 78 bytes, 57 instructions, 0 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 306 bytes, 43 instructions, 0 vpdpbusd, 15 loads, 4 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xf
    kmovq         k1, rax
    mov           rcx, [rdi+0x40]
    lea           rcx, [rcx+rsi*4]
    mov           r8, [rdi+0x48]
    imul          rax, rsi, 0x310
    add           r8, rax
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax+rax]
loop0:
    vmovdqa32     zmm0, [constant0]
    kmovw         k7, k1
    vpxord        zmm1, zmm1, zmm1
    vgatherdps    zmm1, k7, [rcx+zmm0]
    vpandd        zmm0, zmm1, [constant1]{1to16}
    vpxord        zmm1, zmm1, zmm1
    vpmaxsd       zmm0, zmm0, zmm1
    vpminsd       zmm0, zmm0, [constant1]{1to16}
    vmovdqa32     zmm1, [constant0]
    kmovw         k7, k1
    vpxord        zmm2, zmm2, zmm2
    vgatherdps    zmm2, k7, [rcx+zmm1]
    vpsrld        zmm1, zmm2, 8
    vpandd        zmm1, zmm1, [constant1]{1to16}
    vpxord        zmm2, zmm2, zmm2
    vpmaxsd       zmm1, zmm1, zmm2
    vpminsd       zmm1, zmm1, [constant1]{1to16}
    vmovdqa32     zmm2, [constant0]
    kmovw         k7, k1
    vpxord        zmm3, zmm3, zmm3
    vgatherdps    zmm3, k7, [rcx+zmm2]
    vpsrld        zmm2, zmm3, 0x10
    vpandd        zmm2, zmm2, [constant1]{1to16}
    vpxord        zmm3, zmm3, zmm3
    vpmaxsd       zmm2, zmm2, zmm3
    vpminsd       zmm2, zmm2, [constant1]{1to16}
    vmovdqa32     zmm3, [constant0]
    kmovw         k7, k1
    vpxord        zmm4, zmm4, zmm4
    vgatherdps    zmm4, k7, [rcx+zmm3]
    vpsrld        zmm3, zmm4, 0x18
    vpxord        zmm4, zmm4, zmm4
    vpmaxsd       zmm3, zmm3, zmm4
    vpminsd       zmm3, zmm3, [constant1]{1to16}
    vpmovdb       [r8]{k1}, zmm0
    vpmovdb       [r8+0xc4]{k1}, zmm1
    vpmovdb       [r8+0x188]{k1}, zmm2
    vpmovdb       [r8+0x24c]{k1}, zmm3
    add           rcx, 4
    add           r8, 0x310
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x200, 0x400, 0x600, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0
constant1:
    dd 0xff
