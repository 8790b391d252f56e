interleave f32 to f32 max channels 4x6 pixels 16x2
code 301 bytes, constants 83 bytes, 52 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 167 bytes, 24 instructions, 0 vpdpbusd, 8 loads, 4 stores

    cmp           rsi, rdx
    jae           exit
    vpxord        zmm0, zmm0, zmm0
    mov           ecx, 2
loop0:
    mov           r8, [rdi+0x40]
    imul          rax, rcx, -0xd80
    add           r8, rax
    imul          rax, rsi, 0x240
    add           r8, rax
    add           r8, 0x1b00
    mov           r9, [rdi+0x48]
    imul          rax, rcx, -0xd80
    add           r9, rax
    imul          rax, rsi, 0x10
    add           r9, rax
    add           r9, 0x1b00
    mov           r10, rsi
loop1:
    mov           r11d, 2
    nop           [rax+rax]
loop2:
    vmovups       zmm1, [r8]
    vmaxps        zmm1, zmm1, zmm0
    vmovups       zmm2, [r8+0x90]
    vmaxps        zmm2, zmm2, zmm0
    vmovups       zmm3, [r8+0x120]
    vmaxps        zmm3, zmm3, zmm0
    vmovups       zmm4, [r8+0x1b0]
    vmaxps        zmm4, zmm4, zmm0
    vmovdqa32     zmm5, [constant0]
    kxnorw        k7, k7, k7
    vpscatterdd   [r9+zmm5], k7, zmm1
    vmovdqa32     zmm1, [constant0]
    kxnorw        k7, k7, k7
    vpscatterdd   [r9+zmm1+4], k7, zmm2
    vmovdqa32     zmm1, [constant0]
    kxnorw        k7, k7, k7
    vpscatterdd   [r9+zmm1+8], k7, zmm3
    vmovdqa32     zmm1, [constant0]
    kxnorw        k7, k7, k7
    vpscatterdd   [r9+zmm1+0xc], k7, zmm4
    add           r8, 0x40
    add           r9, 0x600
    dec           r11d
    jne           loop2
    add           r8, 0x1c0
    add           r9, -0xbf0
    inc           r10
    cmp           r10, rdx
    jb            loop1
    dec           ecx
    jne           loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x60, 0xc0, 0x120, 0x180, 0x1e0, 0x240, 0x2a0, 0x300, 0x360, 0x3c0, 0x420, 0x480, 0x4e0, 0x540, 0x5a0

interleave f32 to f32 max channels 4x6 pixels 4x1
code 278 bytes, constants 106 bytes, 49 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 170 bytes, 25 instructions, 0 vpdpbusd, 8 loads, 4 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xf
    kmovq         k1, rax
    vpxord        zmm0, zmm0, zmm0
    mov           ecx, 2
loop0:
    mov           r8, [rdi+0x40]
    imul          rax, rcx, -0xd80
    add           r8, rax
    imul          rax, rsi, 0x240
    add           r8, rax
    add           r8, 0x1b00
    mov           r9, [rdi+0x48]
    imul          rax, rcx, -0xd80
    add           r9, rax
    imul          rax, rsi, 0x10
    add           r9, rax
    add           r9, 0x1b00
    mov           r10, rsi
    nop
loop1:
    vmovups       zmm1{k1}{z}, [r8]
    vmaxps        zmm1, zmm1, zmm0
    vmovups       zmm2{k1}{z}, [r8+0x90]
    vmaxps        zmm2, zmm2, zmm0
    vmovups       zmm3{k1}{z}, [r8+0x120]
    vmaxps        zmm3, zmm3, zmm0
    vmovups       zmm4{k1}{z}, [r8+0x1b0]
    vmaxps        zmm4, zmm4, zmm0
    vmovdqa32     zmm5, [constant0]
    kmovw         k7, k1
    vpscatterdd   [r9+zmm5], k7, zmm1
    vmovdqa32     zmm1, [constant0]
    kmovw         k7, k1
    vpscatterdd   [r9+zmm1+4], k7, zmm2
    vmovdqa32     zmm1, [constant0]
    kmovw         k7, k1
    vpscatterdd   [r9+zmm1+8], k7, zmm3
    vmovdqa32     zmm1, [constant0]
    kmovw         k7, k1
    vpscatterdd   [r9+zmm1+0xc], k7, zmm4
    add           r8, 0x240
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
    dd 0x0, 0x60, 0xc0, 0x120, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0

sum f32 div kept 2x24 joined 36
code 1196 bytes, constants 24 bytes, 186 instructions, 0 vpdpbusd
17 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 247 bytes, 35 instructions, 0 vpdpbusd, 16 loads, 0 stores
innermost loop 1: 248 bytes, 35 instructions, 0 vpdpbusd, 16 loads, 0 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xff
    kmovq         k1, rax
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0xd80
    add           rcx, rax
    mov           r8, [rdi+0x40]
    imul          rax, rsi, 0xd80
    add           r8, rax
    mov           r9, [rdi+0x48]
    imul          rax, rsi, 0x60
    add           r9, rax
    mov           r10, [rdi+0x40]
    imul          rax, rsi, 0xd80
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
    mov           r11d, 2
    nop           [rax+rax]
    nop           [rax+rax]
loop1:
    vmovups       zmm16, [rcx]
    vaddps        zmm0{rne-sae}, zmm0, zmm16
    vmovups       zmm16, [rcx+0x60]
    vaddps        zmm1{rne-sae}, zmm1, zmm16
    vmovups       zmm16, [rcx+0xc0]
    vaddps        zmm2{rne-sae}, zmm2, zmm16
    vmovups       zmm16, [rcx+0x120]
    vaddps        zmm3{rne-sae}, zmm3, zmm16
    vmovups       zmm16, [rcx+0x180]
    vaddps        zmm4{rne-sae}, zmm4, zmm16
    vmovups       zmm16, [rcx+0x1e0]
    vaddps        zmm5{rne-sae}, zmm5, zmm16
    vmovups       zmm16, [rcx+0x240]
    vaddps        zmm6{rne-sae}, zmm6, zmm16
    vmovups       zmm16, [rcx+0x2a0]
    vaddps        zmm7{rne-sae}, zmm7, zmm16
    vmovups       zmm16, [rcx+0x300]
    vaddps        zmm8{rne-sae}, zmm8, zmm16
    vmovups       zmm16, [rcx+0x360]
    vaddps        zmm9{rne-sae}, zmm9, zmm16
    vmovups       zmm16, [rcx+0x3c0]
    vaddps        zmm10{rne-sae}, zmm10, zmm16
    vmovups       zmm16, [rcx+0x420]
    vaddps        zmm11{rne-sae}, zmm11, zmm16
    vmovups       zmm16, [rcx+0x480]
    vaddps        zmm12{rne-sae}, zmm12, zmm16
    vmovups       zmm16, [rcx+0x4e0]
    vaddps        zmm13{rne-sae}, zmm13, zmm16
    vmovups       zmm16, [rcx+0x540]
    vaddps        zmm14{rne-sae}, zmm14, zmm16
    vmovups       zmm16, [rcx+0x5a0]
    vaddps        zmm15{rne-sae}, zmm15, zmm16
    add           rcx, 0x600
    dec           r11d
    jne           loop1
    vmovups       zmm16, [r8+0xc00]
    vaddps        zmm0{rne-sae}, zmm0, zmm16
    vmovups       zmm16, [r8+0xc60]
    vaddps        zmm1{rne-sae}, zmm1, zmm16
    vmovups       zmm16, [r8+0xcc0]
    vaddps        zmm2{rne-sae}, zmm2, zmm16
    vmovups       zmm16, [r8+0xd20]
    vaddps        zmm3{rne-sae}, zmm3, zmm16
    vaddps        zmm0{rne-sae}, zmm0, zmm8
    vaddps        zmm1{rne-sae}, zmm1, zmm9
    vaddps        zmm2{rne-sae}, zmm2, zmm10
    vaddps        zmm3{rne-sae}, zmm3, zmm11
    vaddps        zmm4{rne-sae}, zmm4, zmm12
    vaddps        zmm5{rne-sae}, zmm5, zmm13
    vaddps        zmm6{rne-sae}, zmm6, zmm14
    vaddps        zmm7{rne-sae}, zmm7, zmm15
    vaddps        zmm0{rne-sae}, zmm0, zmm4
    vaddps        zmm1{rne-sae}, zmm1, zmm5
    vaddps        zmm2{rne-sae}, zmm2, zmm6
    vaddps        zmm3{rne-sae}, zmm3, zmm7
    vaddps        zmm0{rne-sae}, zmm0, zmm2
    vaddps        zmm1{rne-sae}, zmm1, zmm3
    vaddps        zmm0{rne-sae}, zmm0, zmm1
    vpbroadcastd  zmm1, [constant0]
    vdivps        zmm0{rne-sae}, zmm0, zmm1
    vmovups       [r9], zmm0
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
    mov           r11d, 2
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax]
loop2:
    vmovups       zmm16{k1}{z}, [r10+0x40]
    vaddps        zmm0{rne-sae}, zmm0, zmm16
    vmovups       zmm16{k1}{z}, [r10+0xa0]
    vaddps        zmm1{rne-sae}, zmm1, zmm16
    vmovups       zmm16{k1}{z}, [r10+0x100]
    vaddps        zmm2{rne-sae}, zmm2, zmm16
    vmovups       zmm16{k1}{z}, [r10+0x160]
    vaddps        zmm3{rne-sae}, zmm3, zmm16
    vmovups       zmm16{k1}{z}, [r10+0x1c0]
    vaddps        zmm4{rne-sae}, zmm4, zmm16
    vmovups       zmm16{k1}{z}, [r10+0x220]
    vaddps        zmm5{rne-sae}, zmm5, zmm16
    vmovups       zmm16{k1}{z}, [r10+0x280]
    vaddps        zmm6{rne-sae}, zmm6, zmm16
    vmovups       zmm16{k1}{z}, [r10+0x2e0]
    vaddps        zmm7{rne-sae}, zmm7, zmm16
    vmovups       zmm16{k1}{z}, [r10+0x340]
    vaddps        zmm8{rne-sae}, zmm8, zmm16
    vmovups       zmm16{k1}{z}, [r10+0x3a0]
    vaddps        zmm9{rne-sae}, zmm9, zmm16
    vmovups       zmm16{k1}{z}, [r10+0x400]
    vaddps        zmm10{rne-sae}, zmm10, zmm16
    vmovups       zmm16{k1}{z}, [r10+0x460]
    vaddps        zmm11{rne-sae}, zmm11, zmm16
    vmovups       zmm16{k1}{z}, [r10+0x4c0]
    vaddps        zmm12{rne-sae}, zmm12, zmm16
    vmovups       zmm16{k1}{z}, [r10+0x520]
    vaddps        zmm13{rne-sae}, zmm13, zmm16
    vmovups       zmm16{k1}{z}, [r10+0x580]
    vaddps        zmm14{rne-sae}, zmm14, zmm16
    vmovups       zmm16{k1}{z}, [r10+0x5e0]
    vaddps        zmm15{rne-sae}, zmm15, zmm16
    add           r10, 0x600
    dec           r11d
    jne           loop2
    vmovups       zmm16{k1}{z}, [r8+0xc40]
    vaddps        zmm0{rne-sae}, zmm0, zmm16
    vmovups       zmm16{k1}{z}, [r8+0xca0]
    vaddps        zmm1{rne-sae}, zmm1, zmm16
    vmovups       zmm16{k1}{z}, [r8+0xd00]
    vaddps        zmm2{rne-sae}, zmm2, zmm16
    vmovups       zmm16{k1}{z}, [r8+0xd60]
    vaddps        zmm3{rne-sae}, zmm3, zmm16
    vaddps        zmm0{rne-sae}, zmm0, zmm8
    vaddps        zmm1{rne-sae}, zmm1, zmm9
    vaddps        zmm2{rne-sae}, zmm2, zmm10
    vaddps        zmm3{rne-sae}, zmm3, zmm11
    vaddps        zmm4{rne-sae}, zmm4, zmm12
    vaddps        zmm5{rne-sae}, zmm5, zmm13
    vaddps        zmm6{rne-sae}, zmm6, zmm14
    vaddps        zmm7{rne-sae}, zmm7, zmm15
    vaddps        zmm0{rne-sae}, zmm0, zmm4
    vaddps        zmm1{rne-sae}, zmm1, zmm5
    vaddps        zmm2{rne-sae}, zmm2, zmm6
    vaddps        zmm3{rne-sae}, zmm3, zmm7
    vaddps        zmm0{rne-sae}, zmm0, zmm2
    vaddps        zmm1{rne-sae}, zmm1, zmm3
    vaddps        zmm0{rne-sae}, zmm0, zmm1
    vpbroadcastd  zmm1, [constant0]
    vdivps        zmm0{rne-sae}, zmm0, zmm1
    vmovdqu32     [r9+0x40], ymm0
    add           rcx, 0x180
    add           r8, 0xd80
    add           r9, 0x60
    add           r10, 0x180
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x42100000

max f32 copy kept 72 joined 24
code 203 bytes, constants 185 bytes, 36 instructions, 0 vpdpbusd
2 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 135 bytes, 21 instructions, 0 vpdpbusd, 6 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xff
    kmovq         k1, rax
    mov           eax, 1
    kmovq         k2, rax
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x60
    add           rcx, rax
    mov           r8, [rdi+0x50]
    mov           r9, [rdi+0x48]
    lea           r9, [r9+rsi*4]
    nop           [rax+rax]
loop0:
    vmovups       zmm0, [rcx]
    vmaxps        zmm0, zmm0, [constant2]{1to16}
    vmovups       zmm1{k1}{z}, [rcx+0x40]
    vpord         zmm1, zmm1, [r8+0x20]
    vmaxps        zmm0, zmm1, zmm0
    vshufi32x4    zmm1, zmm0, zmm0, 0x4e
    vmaxps        zmm0, zmm1, zmm0
    vshufi32x4    zmm1, zmm0, zmm0, 0x39
    vmaxps        zmm0, zmm1, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmaxps        zmm0, zmm1, zmm0
    vmovdqa32     zmm1, [constant1]
    vpermd        zmm1, zmm1, zmm0
    vmaxps        zmm0, zmm1, zmm0
    vmovups       [r9]{k2}, zmm0
    add           rcx, 0x60
    add           r9, 4
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x2, 0x3, 0x4, 0x5, 0x6, 0x7, 0x8, 0x9, 0xa, 0xb, 0xc, 0xd, 0xe, 0xf, 0x0, 0x1
constant1:
    dd 0x1, 0x2, 0x3, 0x4, 0x5, 0x6, 0x7, 0x8, 0x9, 0xa, 0xb, 0xc, 0xd, 0xe, 0xf, 0x0
constant2:
    dd 0xff800000

sum f32 copy kept 2 joined 864
code 181 bytes, constants 139 bytes, 35 instructions, 0 vpdpbusd
2 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 21 bytes, 5 instructions, 0 vpdpbusd, 1 loads, 0 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 1
    kmovq         k1, rax
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0xd80
    add           rcx, rax
    mov           r8, [rdi+0x48]
    lea           r8, [r8+rsi*4]
loop0:
    vpxord        zmm0, zmm0, zmm0
    mov           r9d, 0x36
    nop           [rax+rax]
    xchg          ax, ax
loop1:
    vmovups       zmm1, [rcx]
    vaddps        zmm0{rne-sae}, zmm0, zmm1
    add           rcx, 0x40
    dec           r9d
    jne           loop1
    vshufi32x4    zmm1, zmm0, zmm0, 0x4e
    vaddps        zmm0{rne-sae}, zmm0, zmm1
    vshufi32x4    zmm1, zmm0, zmm0, 0x39
    vaddps        zmm0{rne-sae}, zmm0, zmm1
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm1
    vmovdqa32     zmm1, [constant1]
    vpermd        zmm1, zmm1, zmm0
    vaddps        zmm0{rne-sae}, zmm0, zmm1
    vmovups       [r8]{k1}, zmm0
    add           r8, 4
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x2, 0x3, 0x4, 0x5, 0x6, 0x7, 0x8, 0x9, 0xa, 0xb, 0xc, 0xd, 0xe, 0xf, 0x0, 0x1
constant1:
    dd 0x1, 0x2, 0x3, 0x4, 0x5, 0x6, 0x7, 0x8, 0x9, 0xa, 0xb, 0xc, 0xd, 0xe, 0xf, 0x0
