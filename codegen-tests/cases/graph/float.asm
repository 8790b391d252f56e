interleave f32 to f32 copy channels 3x1 pixels 16x2
code 178 bytes, constants 78 bytes, 30 instructions, 0 vpdpbusd
4 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 110 bytes, 17 instructions, 0 vpdpbusd, 6 loads, 3 stores

    cmp           rsi, rdx
    jae           exit
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x40
    add           rcx, rax
    mov           r8, [rdi+0x48]
    imul          rax, rsi, 0xc0
    add           r8, rax
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax+rax]
loop0:
    vmovups       zmm0, [rcx]
    vmovups       zmm1, [rcx+0x90]
    vmovups       zmm2, [rcx+0x120]
    vmovdqa32     zmm3, [constant0]
    kxnorw        k7, k7, k7
    vpscatterdd   [r8+zmm3], k7, zmm0
    vmovdqa32     zmm0, [constant0]
    kxnorw        k7, k7, k7
    vpscatterdd   [r8+zmm0+4], k7, zmm1
    vmovdqa32     zmm0, [constant0]
    kxnorw        k7, k7, k7
    vpscatterdd   [r8+zmm0+8], k7, zmm2
    add           rcx, 0x40
    add           r8, 0xc0
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0xc, 0x18, 0x24, 0x30, 0x3c, 0x48, 0x54, 0x60, 0x6c, 0x78, 0x84, 0x90, 0x9c, 0xa8, 0xb4

interleave f32 to f32 copy channels 3x1 pixels 4x1
code 122 bytes, constants 70 bytes, 20 instructions, 0 vpdpbusd
4 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xf
    kmovq         k1, rax
    mov           rcx, [rdi+0x40]
    mov           rsi, [rdi+0x48]
    vmovups       zmm0{k1}{z}, [rcx]
    vmovups       zmm1{k1}{z}, [rcx+0x90]
    vmovups       zmm2{k1}{z}, [rcx+0x120]
    vmovdqa32     zmm3, [constant0]
    kmovw         k7, k1
    vpscatterdd   [rsi+zmm3], k7, zmm0
    vmovdqa32     zmm0, [constant0]
    kmovw         k7, k1
    vpscatterdd   [rsi+zmm0+4], k7, zmm1
    vmovdqa32     zmm0, [constant0]
    kmovw         k7, k1
    vpscatterdd   [rsi+zmm0+8], k7, zmm2
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0xc, 0x18, 0x24, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0

conv_f32 taps 2x3 channels 3 tile 1x6x32 on 1x6
code 1451 bytes, constants 0 bytes, 230 instructions, 0 vpdpbusd
15 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 1055 bytes, 166 instructions, 0 vpdpbusd, 66 loads, 0 stores

    cmp           rsi, rdx
    jae           exit
    mov           rcx, [rdi+0x48]
    mov           rsi, [rdi+0x40]
    mov           rdx, [rdi+0x50]
    mov           r8, [rdi+0x58]
    vpxord        zmm0, zmm0, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpxord        zmm2, zmm2, zmm2
    vpxord        zmm3, zmm3, zmm3
    vpxord        zmm4, zmm4, zmm4
    vpxord        zmm5, zmm5, zmm5
    vpxord        zmm6, zmm6, zmm6
    vpxord        zmm7, zmm7, zmm7
    vpxord        zmm8, zmm8, zmm8
    vpxord        zmm9, zmm9, zmm9
    vpxord        zmm10, zmm10, zmm10
    vpxord        zmm11, zmm11, zmm11
    mov           r9d, 2
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax]
loop0:
    vmovups       zmm12, [rcx]
    vmovups       zmm13, [rcx+0x40]
    vbroadcastss  zmm14, [rsi]
    vfmadd231ps   zmm2{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm3{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0xc]
    vfmadd231ps   zmm4{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm5{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x18]
    vfmadd231ps   zmm6{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm7{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x24]
    vfmadd231ps   zmm8{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm9{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x30]
    vfmadd231ps   zmm10{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm11{rne-sae}, zmm14, zmm13
    vmovups       zmm12, [rcx+0x80]
    vmovups       zmm13, [rcx+0xc0]
    vbroadcastss  zmm14, [rsi+4]
    vfmadd231ps   zmm2{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm3{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x10]
    vfmadd231ps   zmm4{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm5{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x1c]
    vfmadd231ps   zmm6{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm7{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x28]
    vfmadd231ps   zmm8{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm9{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x34]
    vfmadd231ps   zmm10{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm11{rne-sae}, zmm14, zmm13
    vmovups       zmm12, [rcx+0x100]
    vmovups       zmm13, [rcx+0x140]
    vbroadcastss  zmm14, [rsi+8]
    vfmadd231ps   zmm2{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm3{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x14]
    vfmadd231ps   zmm4{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm5{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x20]
    vfmadd231ps   zmm6{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm7{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x2c]
    vfmadd231ps   zmm8{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm9{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x38]
    vfmadd231ps   zmm10{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm11{rne-sae}, zmm14, zmm13
    vmovups       zmm12, [rcx+0x180]
    vmovups       zmm13, [rcx+0x1c0]
    vbroadcastss  zmm14, [rsi]
    vfmadd231ps   zmm0{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm1{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0xc]
    vfmadd231ps   zmm2{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm3{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x18]
    vfmadd231ps   zmm4{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm5{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x24]
    vfmadd231ps   zmm6{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm7{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x30]
    vfmadd231ps   zmm8{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm9{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x3c]
    vfmadd231ps   zmm10{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm11{rne-sae}, zmm14, zmm13
    vmovups       zmm12, [rcx+0x200]
    vmovups       zmm13, [rcx+0x240]
    vbroadcastss  zmm14, [rsi+4]
    vfmadd231ps   zmm0{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm1{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x10]
    vfmadd231ps   zmm2{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm3{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x1c]
    vfmadd231ps   zmm4{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm5{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x28]
    vfmadd231ps   zmm6{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm7{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x34]
    vfmadd231ps   zmm8{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm9{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x40]
    vfmadd231ps   zmm10{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm11{rne-sae}, zmm14, zmm13
    vmovups       zmm12, [rcx+0x280]
    vmovups       zmm13, [rcx+0x2c0]
    vbroadcastss  zmm14, [rsi+8]
    vfmadd231ps   zmm0{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm1{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x14]
    vfmadd231ps   zmm2{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm3{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x20]
    vfmadd231ps   zmm4{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm5{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x2c]
    vfmadd231ps   zmm6{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm7{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x38]
    vfmadd231ps   zmm8{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm9{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x44]
    vfmadd231ps   zmm10{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm11{rne-sae}, zmm14, zmm13
    vmovups       zmm12, [rcx+0x300]
    vmovups       zmm13, [rcx+0x340]
    vbroadcastss  zmm14, [rsi+0xc]
    vfmadd231ps   zmm0{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm1{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x18]
    vfmadd231ps   zmm2{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm3{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x24]
    vfmadd231ps   zmm4{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm5{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x30]
    vfmadd231ps   zmm6{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm7{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x3c]
    vfmadd231ps   zmm8{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm9{rne-sae}, zmm14, zmm13
    vmovups       zmm12, [rcx+0x380]
    vmovups       zmm13, [rcx+0x3c0]
    vbroadcastss  zmm14, [rsi+0x10]
    vfmadd231ps   zmm0{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm1{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x1c]
    vfmadd231ps   zmm2{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm3{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x28]
    vfmadd231ps   zmm4{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm5{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x34]
    vfmadd231ps   zmm6{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm7{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x40]
    vfmadd231ps   zmm8{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm9{rne-sae}, zmm14, zmm13
    vmovups       zmm12, [rcx+0x400]
    vmovups       zmm13, [rcx+0x440]
    vbroadcastss  zmm14, [rsi+0x14]
    vfmadd231ps   zmm0{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm1{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x20]
    vfmadd231ps   zmm2{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm3{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x2c]
    vfmadd231ps   zmm4{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm5{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x38]
    vfmadd231ps   zmm6{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm7{rne-sae}, zmm14, zmm13
    vbroadcastss  zmm14, [rsi+0x44]
    vfmadd231ps   zmm8{rne-sae}, zmm14, zmm12
    vfmadd231ps   zmm9{rne-sae}, zmm14, zmm13
    add           rcx, 0x480
    add           rsi, 0x48
    dec           r9d
    jne           loop0
    vmovups       zmm12, [rdx]
    vpxord        zmm13, zmm13, zmm13
    vaddps        zmm0{rne-sae}, zmm0, zmm12
    vmaxps        zmm0, zmm0, zmm13
    vaddps        zmm2{rne-sae}, zmm2, zmm12
    vmaxps        zmm2, zmm2, zmm13
    vaddps        zmm4{rne-sae}, zmm4, zmm12
    vmaxps        zmm4, zmm4, zmm13
    vaddps        zmm6{rne-sae}, zmm6, zmm12
    vmaxps        zmm6, zmm6, zmm13
    vaddps        zmm8{rne-sae}, zmm8, zmm12
    vmaxps        zmm8, zmm8, zmm13
    vaddps        zmm10{rne-sae}, zmm10, zmm12
    vmaxps        zmm10, zmm10, zmm13
    vmovups       zmm12, [rdx+0x40]
    vpxord        zmm13, zmm13, zmm13
    vaddps        zmm1{rne-sae}, zmm1, zmm12
    vmaxps        zmm1, zmm1, zmm13
    vaddps        zmm3{rne-sae}, zmm3, zmm12
    vmaxps        zmm3, zmm3, zmm13
    vaddps        zmm5{rne-sae}, zmm5, zmm12
    vmaxps        zmm5, zmm5, zmm13
    vaddps        zmm7{rne-sae}, zmm7, zmm12
    vmaxps        zmm7, zmm7, zmm13
    vaddps        zmm9{rne-sae}, zmm9, zmm12
    vmaxps        zmm9, zmm9, zmm13
    vaddps        zmm11{rne-sae}, zmm11, zmm12
    vmaxps        zmm11, zmm11, zmm13
    vmovups       [r8], zmm0
    vmovdqu32     [r8+0x40], xmm1
    vmovups       [r8+0x50], zmm2
    vmovdqu32     [r8+0x90], xmm3
    vmovups       [r8+0xa0], zmm4
    vmovdqu32     [r8+0xe0], xmm5
    vmovups       [r8+0xf0], zmm6
    vmovdqu32     [r8+0x130], xmm7
    vmovups       [r8+0x140], zmm8
    vmovdqu32     [r8+0x180], xmm9
    vmovups       [r8+0x190], zmm10
    vmovdqu32     [r8+0x1d0], xmm11
exit:
    vzeroupper
    ret

conv_f32 taps 3x3 channels 3 tile 2x6x32 on 4x6
code 2732 bytes, constants 0 bytes, 433 instructions, 0 vpdpbusd
27 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 1967 bytes, 310 instructions, 0 vpdpbusd, 114 loads, 0 stores

    cmp           rsi, rdx
    jae           exit
    mov           rcx, [rdi+0x48]
    mov           r8, [rdi+0x40]
    imul          rax, rsi, 0x90
    add           r8, rax
    mov           r9, [rdi+0x50]
    mov           r10, [rdi+0x58]
    imul          rax, rsi, 0x3c0
    add           r10, rax
loop0:
    vpxord        zmm0, zmm0, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpxord        zmm2, zmm2, zmm2
    vpxord        zmm3, zmm3, zmm3
    vpxord        zmm4, zmm4, zmm4
    vpxord        zmm5, zmm5, zmm5
    vpxord        zmm6, zmm6, zmm6
    vpxord        zmm7, zmm7, zmm7
    vpxord        zmm8, zmm8, zmm8
    vpxord        zmm9, zmm9, zmm9
    vpxord        zmm10, zmm10, zmm10
    vpxord        zmm11, zmm11, zmm11
    vpxord        zmm12, zmm12, zmm12
    vpxord        zmm13, zmm13, zmm13
    vpxord        zmm14, zmm14, zmm14
    vpxord        zmm15, zmm15, zmm15
    vpxord        zmm16, zmm16, zmm16
    vpxord        zmm17, zmm17, zmm17
    vpxord        zmm18, zmm18, zmm18
    vpxord        zmm19, zmm19, zmm19
    vpxord        zmm20, zmm20, zmm20
    vpxord        zmm21, zmm21, zmm21
    vpxord        zmm22, zmm22, zmm22
    vpxord        zmm23, zmm23, zmm23
    mov           r11d, 3
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax+rax]
    xchg          ax, ax
loop1:
    vmovups       zmm24, [rcx]
    vmovups       zmm25, [rcx+0x40]
    vbroadcastss  zmm26, [r8]
    vfmadd231ps   zmm2{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm3{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0xc]
    vfmadd231ps   zmm4{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm5{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x18]
    vfmadd231ps   zmm6{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm7{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x24]
    vfmadd231ps   zmm8{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm9{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x30]
    vfmadd231ps   zmm10{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm11{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x48]
    vfmadd231ps   zmm14{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm15{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x54]
    vfmadd231ps   zmm16{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm17{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x60]
    vfmadd231ps   zmm18{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm19{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x6c]
    vfmadd231ps   zmm20{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm21{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x78]
    vfmadd231ps   zmm22{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm23{rne-sae}, zmm26, zmm25
    vmovups       zmm24, [rcx+0x80]
    vmovups       zmm25, [rcx+0xc0]
    vbroadcastss  zmm26, [r8+4]
    vfmadd231ps   zmm2{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm3{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x10]
    vfmadd231ps   zmm4{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm5{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x1c]
    vfmadd231ps   zmm6{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm7{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x28]
    vfmadd231ps   zmm8{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm9{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x34]
    vfmadd231ps   zmm10{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm11{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x4c]
    vfmadd231ps   zmm14{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm15{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x58]
    vfmadd231ps   zmm16{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm17{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x64]
    vfmadd231ps   zmm18{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm19{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x70]
    vfmadd231ps   zmm20{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm21{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x7c]
    vfmadd231ps   zmm22{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm23{rne-sae}, zmm26, zmm25
    vmovups       zmm24, [rcx+0x100]
    vmovups       zmm25, [rcx+0x140]
    vbroadcastss  zmm26, [r8+8]
    vfmadd231ps   zmm2{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm3{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x14]
    vfmadd231ps   zmm4{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm5{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x20]
    vfmadd231ps   zmm6{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm7{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x2c]
    vfmadd231ps   zmm8{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm9{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x38]
    vfmadd231ps   zmm10{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm11{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x50]
    vfmadd231ps   zmm14{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm15{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x5c]
    vfmadd231ps   zmm16{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm17{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x68]
    vfmadd231ps   zmm18{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm19{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x74]
    vfmadd231ps   zmm20{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm21{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x80]
    vfmadd231ps   zmm22{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm23{rne-sae}, zmm26, zmm25
    vmovups       zmm24, [rcx+0x180]
    vmovups       zmm25, [rcx+0x1c0]
    vbroadcastss  zmm26, [r8]
    vfmadd231ps   zmm0{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm1{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0xc]
    vfmadd231ps   zmm2{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm3{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x18]
    vfmadd231ps   zmm4{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm5{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x24]
    vfmadd231ps   zmm6{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm7{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x30]
    vfmadd231ps   zmm8{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm9{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x3c]
    vfmadd231ps   zmm10{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm11{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x48]
    vfmadd231ps   zmm12{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm13{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x54]
    vfmadd231ps   zmm14{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm15{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x60]
    vfmadd231ps   zmm16{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm17{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x6c]
    vfmadd231ps   zmm18{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm19{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x78]
    vfmadd231ps   zmm20{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm21{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x84]
    vfmadd231ps   zmm22{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm23{rne-sae}, zmm26, zmm25
    vmovups       zmm24, [rcx+0x200]
    vmovups       zmm25, [rcx+0x240]
    vbroadcastss  zmm26, [r8+4]
    vfmadd231ps   zmm0{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm1{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x10]
    vfmadd231ps   zmm2{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm3{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x1c]
    vfmadd231ps   zmm4{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm5{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x28]
    vfmadd231ps   zmm6{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm7{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x34]
    vfmadd231ps   zmm8{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm9{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x40]
    vfmadd231ps   zmm10{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm11{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x4c]
    vfmadd231ps   zmm12{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm13{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x58]
    vfmadd231ps   zmm14{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm15{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x64]
    vfmadd231ps   zmm16{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm17{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x70]
    vfmadd231ps   zmm18{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm19{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x7c]
    vfmadd231ps   zmm20{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm21{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x88]
    vfmadd231ps   zmm22{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm23{rne-sae}, zmm26, zmm25
    vmovups       zmm24, [rcx+0x280]
    vmovups       zmm25, [rcx+0x2c0]
    vbroadcastss  zmm26, [r8+8]
    vfmadd231ps   zmm0{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm1{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x14]
    vfmadd231ps   zmm2{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm3{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x20]
    vfmadd231ps   zmm4{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm5{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x2c]
    vfmadd231ps   zmm6{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm7{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x38]
    vfmadd231ps   zmm8{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm9{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x44]
    vfmadd231ps   zmm10{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm11{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x50]
    vfmadd231ps   zmm12{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm13{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x5c]
    vfmadd231ps   zmm14{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm15{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x68]
    vfmadd231ps   zmm16{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm17{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x74]
    vfmadd231ps   zmm18{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm19{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x80]
    vfmadd231ps   zmm20{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm21{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x8c]
    vfmadd231ps   zmm22{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm23{rne-sae}, zmm26, zmm25
    vmovups       zmm24, [rcx+0x300]
    vmovups       zmm25, [rcx+0x340]
    vbroadcastss  zmm26, [r8+0xc]
    vfmadd231ps   zmm0{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm1{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x18]
    vfmadd231ps   zmm2{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm3{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x24]
    vfmadd231ps   zmm4{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm5{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x30]
    vfmadd231ps   zmm6{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm7{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x3c]
    vfmadd231ps   zmm8{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm9{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x54]
    vfmadd231ps   zmm12{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm13{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x60]
    vfmadd231ps   zmm14{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm15{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x6c]
    vfmadd231ps   zmm16{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm17{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x78]
    vfmadd231ps   zmm18{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm19{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x84]
    vfmadd231ps   zmm20{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm21{rne-sae}, zmm26, zmm25
    vmovups       zmm24, [rcx+0x380]
    vmovups       zmm25, [rcx+0x3c0]
    vbroadcastss  zmm26, [r8+0x10]
    vfmadd231ps   zmm0{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm1{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x1c]
    vfmadd231ps   zmm2{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm3{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x28]
    vfmadd231ps   zmm4{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm5{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x34]
    vfmadd231ps   zmm6{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm7{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x40]
    vfmadd231ps   zmm8{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm9{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x58]
    vfmadd231ps   zmm12{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm13{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x64]
    vfmadd231ps   zmm14{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm15{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x70]
    vfmadd231ps   zmm16{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm17{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x7c]
    vfmadd231ps   zmm18{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm19{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x88]
    vfmadd231ps   zmm20{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm21{rne-sae}, zmm26, zmm25
    vmovups       zmm24, [rcx+0x400]
    vmovups       zmm25, [rcx+0x440]
    vbroadcastss  zmm26, [r8+0x14]
    vfmadd231ps   zmm0{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm1{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x20]
    vfmadd231ps   zmm2{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm3{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x2c]
    vfmadd231ps   zmm4{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm5{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x38]
    vfmadd231ps   zmm6{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm7{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x44]
    vfmadd231ps   zmm8{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm9{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x5c]
    vfmadd231ps   zmm12{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm13{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x68]
    vfmadd231ps   zmm14{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm15{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x74]
    vfmadd231ps   zmm16{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm17{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x80]
    vfmadd231ps   zmm18{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm19{rne-sae}, zmm26, zmm25
    vbroadcastss  zmm26, [r8+0x8c]
    vfmadd231ps   zmm20{rne-sae}, zmm26, zmm24
    vfmadd231ps   zmm21{rne-sae}, zmm26, zmm25
    add           rcx, 0x480
    add           r8, 0x48
    dec           r11d
    jne           loop1
    vmovups       zmm24, [r9]
    vpxord        zmm25, zmm25, zmm25
    vaddps        zmm0{rne-sae}, zmm0, zmm24
    vmaxps        zmm0, zmm0, zmm25
    vaddps        zmm2{rne-sae}, zmm2, zmm24
    vmaxps        zmm2, zmm2, zmm25
    vaddps        zmm4{rne-sae}, zmm4, zmm24
    vmaxps        zmm4, zmm4, zmm25
    vaddps        zmm6{rne-sae}, zmm6, zmm24
    vmaxps        zmm6, zmm6, zmm25
    vaddps        zmm8{rne-sae}, zmm8, zmm24
    vmaxps        zmm8, zmm8, zmm25
    vaddps        zmm10{rne-sae}, zmm10, zmm24
    vmaxps        zmm10, zmm10, zmm25
    vaddps        zmm12{rne-sae}, zmm12, zmm24
    vmaxps        zmm12, zmm12, zmm25
    vaddps        zmm14{rne-sae}, zmm14, zmm24
    vmaxps        zmm14, zmm14, zmm25
    vaddps        zmm16{rne-sae}, zmm16, zmm24
    vmaxps        zmm16, zmm16, zmm25
    vaddps        zmm18{rne-sae}, zmm18, zmm24
    vmaxps        zmm18, zmm18, zmm25
    vaddps        zmm20{rne-sae}, zmm20, zmm24
    vmaxps        zmm20, zmm20, zmm25
    vaddps        zmm22{rne-sae}, zmm22, zmm24
    vmaxps        zmm22, zmm22, zmm25
    vmovups       zmm24, [r9+0x40]
    vpxord        zmm25, zmm25, zmm25
    vaddps        zmm1{rne-sae}, zmm1, zmm24
    vmaxps        zmm1, zmm1, zmm25
    vaddps        zmm3{rne-sae}, zmm3, zmm24
    vmaxps        zmm3, zmm3, zmm25
    vaddps        zmm5{rne-sae}, zmm5, zmm24
    vmaxps        zmm5, zmm5, zmm25
    vaddps        zmm7{rne-sae}, zmm7, zmm24
    vmaxps        zmm7, zmm7, zmm25
    vaddps        zmm9{rne-sae}, zmm9, zmm24
    vmaxps        zmm9, zmm9, zmm25
    vaddps        zmm11{rne-sae}, zmm11, zmm24
    vmaxps        zmm11, zmm11, zmm25
    vaddps        zmm13{rne-sae}, zmm13, zmm24
    vmaxps        zmm13, zmm13, zmm25
    vaddps        zmm15{rne-sae}, zmm15, zmm24
    vmaxps        zmm15, zmm15, zmm25
    vaddps        zmm17{rne-sae}, zmm17, zmm24
    vmaxps        zmm17, zmm17, zmm25
    vaddps        zmm19{rne-sae}, zmm19, zmm24
    vmaxps        zmm19, zmm19, zmm25
    vaddps        zmm21{rne-sae}, zmm21, zmm24
    vmaxps        zmm21, zmm21, zmm25
    vaddps        zmm23{rne-sae}, zmm23, zmm24
    vmaxps        zmm23, zmm23, zmm25
    vmovups       [r10], zmm0
    vmovdqu32     [r10+0x40], xmm1
    vmovups       [r10+0x50], zmm2
    vmovdqu32     [r10+0x90], xmm3
    vmovups       [r10+0xa0], zmm4
    vmovdqu32     [r10+0xe0], xmm5
    vmovups       [r10+0xf0], zmm6
    vmovdqu32     [r10+0x130], xmm7
    vmovups       [r10+0x140], zmm8
    vmovdqu32     [r10+0x180], xmm9
    vmovups       [r10+0x190], zmm10
    vmovdqu32     [r10+0x1d0], xmm11
    vmovups       [r10+0x1e0], zmm12
    vmovdqu32     [r10+0x220], xmm13
    vmovups       [r10+0x230], zmm14
    vmovdqu32     [r10+0x270], xmm15
    vmovups       [r10+0x280], zmm16
    vmovdqu32     [r10+0x2c0], xmm17
    vmovups       [r10+0x2d0], zmm18
    vmovdqu32     [r10+0x310], xmm19
    vmovups       [r10+0x320], zmm20
    vmovdqu32     [r10+0x360], xmm21
    vmovups       [r10+0x370], zmm22
    vmovdqu32     [r10+0x3b0], xmm23
    add           rcx, -0xd80
    add           r8, -0x48
    add           r10, 0x3c0
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret

sum_pool f32 taps 2x2/2 by 32 on 3x3
code 337 bytes, constants 51 bytes, 57 instructions, 0 vpdpbusd
7 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 250 bytes, 38 instructions, 0 vpdpbusd, 8 loads, 2 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xf
    kmovq         k1, rax
    vpbroadcastd  zmm0, [constant0]
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x3c0
    add           rcx, rax
    mov           r8, [rdi+0x48]
    imul          rax, rsi, 0xf0
    add           r8, rax
loop0:
    mov           r9d, 3
    nop
loop1:
    vmovups       zmm1, [rcx]
    vpxord        zmm2, zmm2, zmm2
    vaddps        zmm1{rne-sae}, zmm2, zmm1
    vmovups       zmm2, [rcx+0x50]
    vpxord        zmm3, zmm3, zmm3
    vaddps        zmm2{rne-sae}, zmm3, zmm2
    vmovups       zmm3, [rcx+0x1e0]
    vpxord        zmm4, zmm4, zmm4
    vaddps        zmm3{rne-sae}, zmm4, zmm3
    vmovups       zmm4, [rcx+0x230]
    vpxord        zmm5, zmm5, zmm5
    vaddps        zmm4{rne-sae}, zmm5, zmm4
    vaddps        zmm1{rne-sae}, zmm1, zmm3
    vaddps        zmm2{rne-sae}, zmm2, zmm4
    vaddps        zmm1{rne-sae}, zmm1, zmm2
    vmovups       zmm2{k1}{z}, [rcx+0x40]
    vpxord        zmm3, zmm3, zmm3
    vaddps        zmm2{rne-sae}, zmm3, zmm2
    vmovups       zmm3{k1}{z}, [rcx+0x90]
    vpxord        zmm4, zmm4, zmm4
    vaddps        zmm3{rne-sae}, zmm4, zmm3
    vmovups       zmm4{k1}{z}, [rcx+0x220]
    vpxord        zmm5, zmm5, zmm5
    vaddps        zmm4{rne-sae}, zmm5, zmm4
    vmovups       zmm5{k1}{z}, [rcx+0x270]
    vpxord        zmm6, zmm6, zmm6
    vaddps        zmm5{rne-sae}, zmm6, zmm5
    vaddps        zmm2{rne-sae}, zmm2, zmm4
    vaddps        zmm3{rne-sae}, zmm3, zmm5
    vaddps        zmm2{rne-sae}, zmm2, zmm3
    vdivps        zmm1{rne-sae}, zmm1, zmm0
    vdivps        zmm2{rne-sae}, zmm2, zmm0
    vmovups       [r8], zmm1
    vmovdqu32     [r8+0x40], xmm2
    add           rcx, 0xa0
    add           r8, 0x50
    dec           r9d
    jne           loop1
    add           rcx, 0x1e0
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x40800000

fc_f32 taps 20x1 channels 20 tile 1x1x16 on 1x1
code 278 bytes, constants 0 bytes, 46 instructions, 0 vpdpbusd
3 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 204 bytes, 31 instructions, 0 vpdpbusd, 18 loads, 0 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0x3ff
    kmovq         k1, rax
    mov           rcx, [rdi+0x48]
    mov           rsi, [rdi+0x40]
    mov           rdx, [rdi+0x50]
    vpxord        zmm0, zmm0, zmm0
    mov           r8d, 0x14
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax]
loop0:
    vmovups       zmm1, [rcx]
    vbroadcastss  zmm2, [rsi]
    vfmadd231ps   zmm0{rne-sae}, zmm2, zmm1
    vmovups       zmm1, [rcx+0x40]
    vbroadcastss  zmm2, [rsi+0x50]
    vfmadd231ps   zmm0{rne-sae}, zmm2, zmm1
    vmovups       zmm1, [rcx+0x80]
    vbroadcastss  zmm2, [rsi+0xa0]
    vfmadd231ps   zmm0{rne-sae}, zmm2, zmm1
    vmovups       zmm1, [rcx+0xc0]
    vbroadcastss  zmm2, [rsi+0xf0]
    vfmadd231ps   zmm0{rne-sae}, zmm2, zmm1
    vmovups       zmm1, [rcx+0x100]
    vbroadcastss  zmm2, [rsi+0x140]
    vfmadd231ps   zmm0{rne-sae}, zmm2, zmm1
    vmovups       zmm1, [rcx+0x140]
    vbroadcastss  zmm2, [rsi+0x190]
    vfmadd231ps   zmm0{rne-sae}, zmm2, zmm1
    vmovups       zmm1, [rcx+0x180]
    vbroadcastss  zmm2, [rsi+0x1e0]
    vfmadd231ps   zmm0{rne-sae}, zmm2, zmm1
    vmovups       zmm1, [rcx+0x1c0]
    vbroadcastss  zmm2, [rsi+0x230]
    vfmadd231ps   zmm0{rne-sae}, zmm2, zmm1
    vmovups       zmm1, [rcx+0x200]
    vbroadcastss  zmm2, [rsi+0x280]
    vfmadd231ps   zmm0{rne-sae}, zmm2, zmm1
    add           rcx, 0x240
    add           rsi, 4
    dec           r8d
    jne           loop0
    vmovups       [rdx]{k1}, zmm0
exit:
    vzeroupper
    ret
