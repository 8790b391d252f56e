code 601 bytes, constants 103 bytes, 102 instructions, 16 vpdpbusd
11 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 197 bytes, 32 instructions, 16 vpdpbusd, 12 loads, 0 stores

    cmp           rsi, rdx
    jae           exit
    mov           [rdi], rbx
    mov           rcx, [rdi+0x50]
    mov           r8, [rdi+0x48]
    mov           r9, [rdi+0x40]
    imul          rax, rsi, 0x100
    add           r9, rax
    mov           r10, [rdi+0x58]
    mov           r11, [rdi+0x60]
    imul          rax, rsi, 0x80
    add           r11, rax
loop0:
    vmovdqu32     zmm0, [rcx]
    vmovdqu32     zmm1, [rcx+0x40]
    vmovdqu32     zmm2, [rcx]
    vmovdqu32     zmm3, [rcx+0x40]
    vmovdqu32     zmm4, [rcx]
    vmovdqu32     zmm5, [rcx+0x40]
    vmovdqu32     zmm6, [rcx]
    vmovdqu32     zmm7, [rcx+0x40]
    mov           ebx, 8
    nop           [rax+rax]
    nop           [rax+rax]
loop1:
    vmovdqu8      zmm8, [r8]
    vmovdqu8      zmm9, [r8+0x40]
    vpbroadcastd  zmm10, [r9]
    vpdpbusd      zmm0, zmm10, zmm8
    vpdpbusd      zmm1, zmm10, zmm9
    vpbroadcastd  zmm10, [r9+0x40]
    vpdpbusd      zmm2, zmm10, zmm8
    vpdpbusd      zmm3, zmm10, zmm9
    vpbroadcastd  zmm10, [r9+0x80]
    vpdpbusd      zmm4, zmm10, zmm8
    vpdpbusd      zmm5, zmm10, zmm9
    vpbroadcastd  zmm10, [r9+0xc0]
    vpdpbusd      zmm6, zmm10, zmm8
    vpdpbusd      zmm7, zmm10, zmm9
    vmovdqu8      zmm8, [r8+0x80]
    vmovdqu8      zmm9, [r8+0xc0]
    vpbroadcastd  zmm10, [r9+4]
    vpdpbusd      zmm0, zmm10, zmm8
    vpdpbusd      zmm1, zmm10, zmm9
    vpbroadcastd  zmm10, [r9+0x44]
    vpdpbusd      zmm2, zmm10, zmm8
    vpdpbusd      zmm3, zmm10, zmm9
    vpbroadcastd  zmm10, [r9+0x84]
    vpdpbusd      zmm4, zmm10, zmm8
    vpdpbusd      zmm5, zmm10, zmm9
    vpbroadcastd  zmm10, [r9+0xc4]
    vpdpbusd      zmm6, zmm10, zmm8
    vpdpbusd      zmm7, zmm10, zmm9
    add           r8, 0x100
    add           r9, 8
    dec           ebx
    jne           loop1
    vmovups       zmm8, [r10]
    vmovups       zmm9, [r10+0x40]
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm8
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm9
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmulps        zmm2{rne-sae}, zmm2, zmm8
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtdq2ps     zmm3{rne-sae}, zmm3
    vmulps        zmm3{rne-sae}, zmm3, zmm9
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm0, zmm1, zmm0
    vmovdqu8      [r11], zmm0
    vcvtdq2ps     zmm0{rne-sae}, zmm4
    vmulps        zmm0{rne-sae}, zmm0, zmm8
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtdq2ps     zmm1{rne-sae}, zmm5
    vmulps        zmm1{rne-sae}, zmm1, zmm9
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vcvtdq2ps     zmm2{rne-sae}, zmm6
    vmulps        zmm2{rne-sae}, zmm2, zmm8
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtdq2ps     zmm3{rne-sae}, zmm7
    vmulps        zmm3{rne-sae}, zmm3, zmm9
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm0, zmm1, zmm0
    vmovdqu8      [r11+0x40], zmm0
    add           r8, -0x800
    add           r9, 0xc0
    sub           r11, -0x80
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
    mov           rbx, [rdi]
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x4, 0x8, 0xc, 0x1, 0x5, 0x9, 0xd, 0x2, 0x6, 0xa, 0xe, 0x3, 0x7, 0xb, 0xf
