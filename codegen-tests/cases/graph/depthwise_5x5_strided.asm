interleave f32 to u8 mul channels 4x20 pixels 16x5
code 378 bytes, constants 86 bytes, 55 instructions, 0 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 284 bytes, 37 instructions, 0 vpdpbusd, 17 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    vpbroadcastd  zmm0, [constant1]
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x510
    add           rcx, rax
    mov           r8, [rdi+0x48]
    lea           r8, [r8+rsi*4]
loop0:
    mov           r9d, 5
    nop           [rax+rax]
    nop           [rax+rax]
loop1:
    vmovups       zmm1, [rcx]
    vmulps        zmm1{rne-sae}, zmm1, zmm0
    vmaxps        zmm1, zmm1, [constant2]{1to16}
    vminps        zmm1, zmm1, [constant3]{1to16}
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpaddd        zmm1, zmm1, [constant4]{1to16}
    vmovups       zmm2, [rcx+0x144]
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vmaxps        zmm2, zmm2, [constant2]{1to16}
    vminps        zmm2, zmm2, [constant3]{1to16}
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vpaddd        zmm2, zmm2, [constant4]{1to16}
    vmovups       zmm3, [rcx+0x288]
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vmaxps        zmm3, zmm3, [constant2]{1to16}
    vminps        zmm3, zmm3, [constant3]{1to16}
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpaddd        zmm3, zmm3, [constant4]{1to16}
    vmovups       zmm4, [rcx+0x3cc]
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
    add           rcx, 0x40
    add           r8, 0x500
    dec           r9d
    jne           loop1
    add           rcx, 0x3d0
    add           r8, -0x18fc
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x50, 0xa0, 0xf0, 0x140, 0x190, 0x1e0, 0x230, 0x280, 0x2d0, 0x320, 0x370, 0x3c0, 0x410, 0x460, 0x4b0
constant1:
    dd 0x42480000
constant2:
    dd 0xc0e00000
constant3:
    dd 0x43780000
constant4:
    dd 0x7

interleave f32 to u8 mul channels 4x20 pixels 1x1
code 355 bytes, constants 109 bytes, 52 instructions, 0 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 287 bytes, 38 instructions, 0 vpdpbusd, 17 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 1
    kmovq         k1, rax
    vpbroadcastd  zmm0, [constant1]
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x510
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
    vmovups       zmm2{k1}{z}, [rcx+0x144]
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vmaxps        zmm2, zmm2, [constant2]{1to16}
    vminps        zmm2, zmm2, [constant3]{1to16}
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vpaddd        zmm2, zmm2, [constant4]{1to16}
    vmovups       zmm3{k1}{z}, [rcx+0x288]
    vmulps        zmm3{rne-sae}, zmm3, zmm0
    vmaxps        zmm3, zmm3, [constant2]{1to16}
    vminps        zmm3, zmm3, [constant3]{1to16}
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpaddd        zmm3, zmm3, [constant4]{1to16}
    vmovups       zmm4{k1}{z}, [rcx+0x3cc]
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
    add           rcx, 0x510
    add           r8, 4
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0
constant1:
    dd 0x42480000
constant2:
    dd 0xc0e00000
constant3:
    dd 0x43780000
constant4:
    dd 0x7

depthwise 5x5/2 channels 64 pixels 1 tile 2x3 on 2x5
code 6391 bytes, constants 13 bytes, 958 instructions, 336 vpdpbusd
29 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           [rdi], rbx
    mov           [rdi+8], rbp
    mov           [rdi+0x10], r12
    mov           rcx, [rdi+0x60]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x58]
    mov           r8, [rdi+0x50]
    mov           r9, [rdi+0x70]
    mov           r10, [rdi+0x40]
    mov           r11, [rdi+0x88]
    mov           rbx, [rdi+0x78]
    mov           rbp, [rdi+0x68]
    mov           r12, [rdi+0x80]
    vmovdqu32     zmm0, [rcx]
    vmovdqu32     zmm1, [rcx+0x40]
    vmovdqu32     zmm2, [rcx+0x80]
    vpxord        zmm3, zmm3, zmm3
    vpxord        zmm4, zmm4, zmm4
    vpunpcklbw    zmm5, zmm3, zmm4
    vpunpckhbw    zmm3, zmm3, zmm4
    vmovdqu8      zmm4, [rsi]
    vmovdqu8      zmm6, [rsi+0x2d0]
    vpunpcklbw    zmm7, zmm4, zmm6
    vpunpckhbw    zmm4, zmm4, zmm6
    vpunpcklwd    zmm6, zmm5, zmm7
    vpunpckhwd    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm3, zmm4
    vpunpckhwd    zmm3, zmm3, zmm4
    vmovdqu32     zmm4, [rdx]
    vmovdqu32     zmm8, [rdx+0x40]
    vmovdqu32     zmm9, [rdx+0x80]
    vmovdqu32     zmm10, [rdx+0xc0]
    vpdpbusd      zmm4, zmm6, [r8+0x200]
    vpdpbusd      zmm8, zmm5, [r8+0x240]
    vpdpbusd      zmm9, zmm7, [r8+0x280]
    vpdpbusd      zmm10, zmm3, [r8+0x2c0]
    vmovdqu32     zmm11, [r9]
    vmovdqu32     zmm12, [r9+0x40]
    vmovdqu32     zmm13, [r9+0x80]
    vmovdqu32     zmm14, [r9+0xc0]
    vpdpbusd      zmm11, zmm6, [r8+0xc00]
    vpdpbusd      zmm12, zmm5, [r8+0xc40]
    vpdpbusd      zmm13, zmm7, [r8+0xc80]
    vpdpbusd      zmm14, zmm3, [r8+0xcc0]
    vmovdqu8      zmm3, [rsi+0x5a0]
    vmovdqu8      zmm5, [rsi+0x870]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5, [rsi+0xb40]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x700]
    vpdpbusd      zmm8, zmm6, [r8+0x740]
    vpdpbusd      zmm9, zmm15, [r8+0x780]
    vpdpbusd      zmm10, zmm3, [r8+0x7c0]
    vpdpbusd      zmm11, zmm7, [r8+0x1100]
    vpdpbusd      zmm12, zmm6, [r8+0x1140]
    vpdpbusd      zmm13, zmm15, [r8+0x1180]
    vpdpbusd      zmm14, zmm3, [r8+0x11c0]
    vpxord        zmm3, zmm3, zmm3
    vpxord        zmm5, zmm5, zmm5
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5, [rsi+0x50]
    vmovdqu8      zmm7, [rsi+0x320]
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x300]
    vpdpbusd      zmm8, zmm6, [r8+0x340]
    vpdpbusd      zmm9, zmm15, [r8+0x380]
    vpdpbusd      zmm10, zmm3, [r8+0x3c0]
    vpdpbusd      zmm11, zmm7, [r8+0xd00]
    vpdpbusd      zmm12, zmm6, [r8+0xd40]
    vpdpbusd      zmm13, zmm15, [r8+0xd80]
    vpdpbusd      zmm14, zmm3, [r8+0xdc0]
    vmovdqu8      zmm3, [rsi+0x5f0]
    vmovdqu8      zmm5, [rsi+0x8c0]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5, [rsi+0xb90]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x800]
    vpdpbusd      zmm8, zmm6, [r8+0x840]
    vpdpbusd      zmm9, zmm15, [r8+0x880]
    vpdpbusd      zmm10, zmm3, [r8+0x8c0]
    vpdpbusd      zmm11, zmm7, [r8+0x1200]
    vpdpbusd      zmm12, zmm6, [r8+0x1240]
    vpdpbusd      zmm13, zmm15, [r8+0x1280]
    vpdpbusd      zmm14, zmm3, [r8+0x12c0]
    vpxord        zmm3, zmm3, zmm3
    vpxord        zmm5, zmm5, zmm5
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5, [rsi+0xa0]
    vmovdqu8      zmm7, [rsi+0x370]
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x400]
    vpdpbusd      zmm8, zmm6, [r8+0x440]
    vpdpbusd      zmm9, zmm15, [r8+0x480]
    vpdpbusd      zmm10, zmm3, [r8+0x4c0]
    vpdpbusd      zmm11, zmm7, [r8+0xe00]
    vpdpbusd      zmm12, zmm6, [r8+0xe40]
    vpdpbusd      zmm13, zmm15, [r8+0xe80]
    vpdpbusd      zmm14, zmm3, [r8+0xec0]
    vmovdqu8      zmm3, [rsi+0x640]
    vmovdqu8      zmm5, [rsi+0x910]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5, [rsi+0xbe0]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x900]
    vpdpbusd      zmm8, zmm6, [r8+0x940]
    vpdpbusd      zmm9, zmm15, [r8+0x980]
    vpdpbusd      zmm10, zmm3, [r8+0x9c0]
    vpdpbusd      zmm11, zmm7, [r8+0x1300]
    vpdpbusd      zmm12, zmm6, [r8+0x1340]
    vpdpbusd      zmm13, zmm15, [r8+0x1380]
    vpdpbusd      zmm14, zmm3, [r8+0x13c0]
    vmovups       zmm3, [r10]
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm4{rne-sae}, zmm4, zmm3
    vcvtdq2ps     zmm5{rne-sae}, zmm11
    vmulps        zmm3{rne-sae}, zmm5, zmm3
    vmovups       zmm5, [r10+0x40]
    vcvtdq2ps     zmm6{rne-sae}, zmm8
    vmulps        zmm6{rne-sae}, zmm6, zmm5
    vcvtdq2ps     zmm7{rne-sae}, zmm12
    vmulps        zmm5{rne-sae}, zmm7, zmm5
    vmovups       zmm7, [r10+0x80]
    vcvtdq2ps     zmm8{rne-sae}, zmm9
    vmulps        zmm8{rne-sae}, zmm8, zmm7
    vcvtdq2ps     zmm9{rne-sae}, zmm13
    vmulps        zmm7{rne-sae}, zmm9, zmm7
    vmovups       zmm9, [r10+0xc0]
    vcvtdq2ps     zmm10{rne-sae}, zmm10
    vmulps        zmm10{rne-sae}, zmm10, zmm9
    vcvtdq2ps     zmm11{rne-sae}, zmm14
    vmulps        zmm9{rne-sae}, zmm11, zmm9
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vcvtps2dq     zmm8{rne-sae}, zmm8
    vcvtps2dq     zmm10{rne-sae}, zmm10
    vpackssdw     zmm4, zmm4, zmm6
    vpackssdw     zmm6, zmm8, zmm10
    vpbroadcastd  zmm8, [constant0]
    vpaddsw       zmm4, zmm4, zmm8
    vpaddsw       zmm6, zmm6, zmm8
    vpackuswb     zmm4, zmm4, zmm6
    vmovdqu8      [r11], zmm4
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm5
    vcvtps2dq     zmm5{rne-sae}, zmm7
    vcvtps2dq     zmm6{rne-sae}, zmm9
    vpackssdw     zmm3, zmm3, zmm4
    vpackssdw     zmm4, zmm5, zmm6
    vpbroadcastd  zmm5, [constant0]
    vpaddsw       zmm3, zmm3, zmm5
    vpaddsw       zmm4, zmm4, zmm5
    vpackuswb     zmm3, zmm3, zmm4
    vmovdqu8      [r11+0x190], zmm3
    vpxord        zmm3, zmm3, zmm3
    vpxord        zmm4, zmm4, zmm4
    vpunpcklbw    zmm5, zmm3, zmm4
    vpunpckhbw    zmm3, zmm3, zmm4
    vmovdqu8      zmm4, [rsi]
    vmovdqu8      zmm6, [rsi+0x2d0]
    vpunpcklbw    zmm7, zmm4, zmm6
    vpunpckhbw    zmm4, zmm4, zmm6
    vpunpcklwd    zmm6, zmm5, zmm7
    vpunpckhwd    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm3, zmm4
    vpunpckhwd    zmm3, zmm3, zmm4
    vmovdqa32     zmm4, zmm0
    vmovdqa32     zmm8, zmm1
    vmovdqa32     zmm9, zmm2
    vmovdqu32     zmm10, [rcx+0xc0]
    vpdpbusd      zmm4, zmm6, [r8]
    vpdpbusd      zmm8, zmm5, [r8+0x40]
    vpdpbusd      zmm9, zmm7, [r8+0x80]
    vpdpbusd      zmm10, zmm3, [r8+0xc0]
    vmovdqu32     zmm11, [rbx]
    vmovdqu32     zmm12, [rbx+0x40]
    vmovdqu32     zmm13, [rbx+0x80]
    vmovdqu32     zmm14, [rbx+0xc0]
    vpdpbusd      zmm11, zmm6, [r8+0xa00]
    vpdpbusd      zmm12, zmm5, [r8+0xa40]
    vpdpbusd      zmm13, zmm7, [r8+0xa80]
    vpdpbusd      zmm14, zmm3, [r8+0xac0]
    vmovdqu8      zmm3, [rsi+0x5a0]
    vmovdqu8      zmm5, [rsi+0x870]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5, [rsi+0xb40]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x500]
    vpdpbusd      zmm8, zmm6, [r8+0x540]
    vpdpbusd      zmm9, zmm15, [r8+0x580]
    vpdpbusd      zmm10, zmm3, [r8+0x5c0]
    vpdpbusd      zmm11, zmm7, [r8+0xf00]
    vpdpbusd      zmm12, zmm6, [r8+0xf40]
    vpdpbusd      zmm13, zmm15, [r8+0xf80]
    vpdpbusd      zmm14, zmm3, [r8+0xfc0]
    vpxord        zmm3, zmm3, zmm3
    vpxord        zmm5, zmm5, zmm5
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5, [rsi+0x50]
    vmovdqu8      zmm7, [rsi+0x320]
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x100]
    vpdpbusd      zmm8, zmm6, [r8+0x140]
    vpdpbusd      zmm9, zmm15, [r8+0x180]
    vpdpbusd      zmm10, zmm3, [r8+0x1c0]
    vpdpbusd      zmm11, zmm7, [r8+0xb00]
    vpdpbusd      zmm12, zmm6, [r8+0xb40]
    vpdpbusd      zmm13, zmm15, [r8+0xb80]
    vpdpbusd      zmm14, zmm3, [r8+0xbc0]
    vmovdqu8      zmm3, [rsi+0x5f0]
    vmovdqu8      zmm5, [rsi+0x8c0]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5, [rsi+0xb90]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x600]
    vpdpbusd      zmm8, zmm6, [r8+0x640]
    vpdpbusd      zmm9, zmm15, [r8+0x680]
    vpdpbusd      zmm10, zmm3, [r8+0x6c0]
    vpdpbusd      zmm11, zmm7, [r8+0x1000]
    vpdpbusd      zmm12, zmm6, [r8+0x1040]
    vpdpbusd      zmm13, zmm15, [r8+0x1080]
    vpdpbusd      zmm14, zmm3, [r8+0x10c0]
    vpxord        zmm3, zmm3, zmm3
    vpxord        zmm5, zmm5, zmm5
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5, [rsi+0xa0]
    vmovdqu8      zmm7, [rsi+0x370]
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x200]
    vpdpbusd      zmm8, zmm6, [r8+0x240]
    vpdpbusd      zmm9, zmm15, [r8+0x280]
    vpdpbusd      zmm10, zmm3, [r8+0x2c0]
    vpdpbusd      zmm11, zmm7, [r8+0xc00]
    vpdpbusd      zmm12, zmm6, [r8+0xc40]
    vpdpbusd      zmm13, zmm15, [r8+0xc80]
    vpdpbusd      zmm14, zmm3, [r8+0xcc0]
    vmovdqa32     zmm5, zmm0
    vmovdqa32     zmm16, zmm1
    vmovdqa32     zmm17, zmm2
    vmovdqu32     zmm18, [rcx+0xc0]
    vpdpbusd      zmm5, zmm7, [r8]
    vpdpbusd      zmm16, zmm6, [r8+0x40]
    vpdpbusd      zmm17, zmm15, [r8+0x80]
    vpdpbusd      zmm18, zmm3, [r8+0xc0]
    vmovdqu32     zmm19, [rbx]
    vmovdqu32     zmm20, [rbx+0x40]
    vmovdqu32     zmm21, [rbx+0x80]
    vmovdqu32     zmm22, [rbx+0xc0]
    vpdpbusd      zmm19, zmm7, [r8+0xa00]
    vpdpbusd      zmm20, zmm6, [r8+0xa40]
    vpdpbusd      zmm21, zmm15, [r8+0xa80]
    vpdpbusd      zmm22, zmm3, [r8+0xac0]
    vmovdqu8      zmm3, [rsi+0x640]
    vmovdqu8      zmm6, [rsi+0x910]
    vpunpcklbw    zmm7, zmm3, zmm6
    vpunpckhbw    zmm3, zmm3, zmm6
    vmovdqu8      zmm6, [rsi+0xbe0]
    vpxord        zmm15, zmm15, zmm15
    vpunpcklbw    zmm23, zmm6, zmm15
    vpunpckhbw    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm7, zmm23
    vpunpckhwd    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm3, zmm6
    vpunpckhwd    zmm3, zmm3, zmm6
    vpdpbusd      zmm4, zmm15, [r8+0x700]
    vpdpbusd      zmm8, zmm7, [r8+0x740]
    vpdpbusd      zmm9, zmm23, [r8+0x780]
    vpdpbusd      zmm10, zmm3, [r8+0x7c0]
    vpdpbusd      zmm11, zmm15, [r8+0x1100]
    vpdpbusd      zmm12, zmm7, [r8+0x1140]
    vpdpbusd      zmm13, zmm23, [r8+0x1180]
    vpdpbusd      zmm14, zmm3, [r8+0x11c0]
    vpdpbusd      zmm5, zmm15, [r8+0x500]
    vpdpbusd      zmm16, zmm7, [r8+0x540]
    vpdpbusd      zmm17, zmm23, [r8+0x580]
    vpdpbusd      zmm18, zmm3, [r8+0x5c0]
    vpdpbusd      zmm19, zmm15, [r8+0xf00]
    vpdpbusd      zmm20, zmm7, [r8+0xf40]
    vpdpbusd      zmm21, zmm23, [r8+0xf80]
    vpdpbusd      zmm22, zmm3, [r8+0xfc0]
    vpxord        zmm3, zmm3, zmm3
    vpxord        zmm6, zmm6, zmm6
    vpunpcklbw    zmm7, zmm3, zmm6
    vpunpckhbw    zmm3, zmm3, zmm6
    vmovdqu8      zmm6, [rsi+0xf0]
    vmovdqu8      zmm15, [rsi+0x3c0]
    vpunpcklbw    zmm23, zmm6, zmm15
    vpunpckhbw    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm7, zmm23
    vpunpckhwd    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm3, zmm6
    vpunpckhwd    zmm3, zmm3, zmm6
    vpdpbusd      zmm4, zmm15, [r8+0x300]
    vpdpbusd      zmm8, zmm7, [r8+0x340]
    vpdpbusd      zmm9, zmm23, [r8+0x380]
    vpdpbusd      zmm10, zmm3, [r8+0x3c0]
    vpdpbusd      zmm11, zmm15, [r8+0xd00]
    vpdpbusd      zmm12, zmm7, [r8+0xd40]
    vpdpbusd      zmm13, zmm23, [r8+0xd80]
    vpdpbusd      zmm14, zmm3, [r8+0xdc0]
    vpdpbusd      zmm5, zmm15, [r8+0x100]
    vpdpbusd      zmm16, zmm7, [r8+0x140]
    vpdpbusd      zmm17, zmm23, [r8+0x180]
    vpdpbusd      zmm18, zmm3, [r8+0x1c0]
    vpdpbusd      zmm19, zmm15, [r8+0xb00]
    vpdpbusd      zmm20, zmm7, [r8+0xb40]
    vpdpbusd      zmm21, zmm23, [r8+0xb80]
    vpdpbusd      zmm22, zmm3, [r8+0xbc0]
    vmovdqu8      zmm3, [rsi+0x690]
    vmovdqu8      zmm6, [rsi+0x960]
    vpunpcklbw    zmm7, zmm3, zmm6
    vpunpckhbw    zmm3, zmm3, zmm6
    vmovdqu8      zmm6, [rsi+0xc30]
    vpxord        zmm15, zmm15, zmm15
    vpunpcklbw    zmm23, zmm6, zmm15
    vpunpckhbw    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm7, zmm23
    vpunpckhwd    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm3, zmm6
    vpunpckhwd    zmm3, zmm3, zmm6
    vpdpbusd      zmm4, zmm15, [r8+0x800]
    vpdpbusd      zmm8, zmm7, [r8+0x840]
    vpdpbusd      zmm9, zmm23, [r8+0x880]
    vpdpbusd      zmm10, zmm3, [r8+0x8c0]
    vpdpbusd      zmm11, zmm15, [r8+0x1200]
    vpdpbusd      zmm12, zmm7, [r8+0x1240]
    vpdpbusd      zmm13, zmm23, [r8+0x1280]
    vpdpbusd      zmm14, zmm3, [r8+0x12c0]
    vpdpbusd      zmm5, zmm15, [r8+0x600]
    vpdpbusd      zmm16, zmm7, [r8+0x640]
    vpdpbusd      zmm17, zmm23, [r8+0x680]
    vpdpbusd      zmm18, zmm3, [r8+0x6c0]
    vpdpbusd      zmm19, zmm15, [r8+0x1000]
    vpdpbusd      zmm20, zmm7, [r8+0x1040]
    vpdpbusd      zmm21, zmm23, [r8+0x1080]
    vpdpbusd      zmm22, zmm3, [r8+0x10c0]
    vpxord        zmm3, zmm3, zmm3
    vpxord        zmm6, zmm6, zmm6
    vpunpcklbw    zmm7, zmm3, zmm6
    vpunpckhbw    zmm3, zmm3, zmm6
    vmovdqu8      zmm6, [rsi+0x140]
    vmovdqu8      zmm15, [rsi+0x410]
    vpunpcklbw    zmm23, zmm6, zmm15
    vpunpckhbw    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm7, zmm23
    vpunpckhwd    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm3, zmm6
    vpunpckhwd    zmm3, zmm3, zmm6
    vpdpbusd      zmm4, zmm15, [r8+0x400]
    vpdpbusd      zmm8, zmm7, [r8+0x440]
    vpdpbusd      zmm9, zmm23, [r8+0x480]
    vpdpbusd      zmm10, zmm3, [r8+0x4c0]
    vpdpbusd      zmm11, zmm15, [r8+0xe00]
    vpdpbusd      zmm12, zmm7, [r8+0xe40]
    vpdpbusd      zmm13, zmm23, [r8+0xe80]
    vpdpbusd      zmm14, zmm3, [r8+0xec0]
    vpdpbusd      zmm5, zmm15, [r8+0x200]
    vpdpbusd      zmm16, zmm7, [r8+0x240]
    vpdpbusd      zmm17, zmm23, [r8+0x280]
    vpdpbusd      zmm18, zmm3, [r8+0x2c0]
    vpdpbusd      zmm19, zmm15, [r8+0xc00]
    vpdpbusd      zmm20, zmm7, [r8+0xc40]
    vpdpbusd      zmm21, zmm23, [r8+0xc80]
    vpdpbusd      zmm22, zmm3, [r8+0xcc0]
    vmovdqu32     zmm6, [rcx+0xc0]
    vpdpbusd      zmm0, zmm15, [r8]
    vpdpbusd      zmm1, zmm7, [r8+0x40]
    vpdpbusd      zmm2, zmm23, [r8+0x80]
    vpdpbusd      zmm6, zmm3, [r8+0xc0]
    vmovdqu32     zmm24, [rbx]
    vmovdqu32     zmm25, [rbx+0x40]
    vmovdqu32     zmm26, [rbx+0x80]
    vmovdqu32     zmm27, [rbx+0xc0]
    vpdpbusd      zmm24, zmm15, [r8+0xa00]
    vpdpbusd      zmm25, zmm7, [r8+0xa40]
    vpdpbusd      zmm26, zmm23, [r8+0xa80]
    vpdpbusd      zmm27, zmm3, [r8+0xac0]
    vmovdqu8      zmm3, [rsi+0x6e0]
    vmovdqu8      zmm7, [rsi+0x9b0]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7, [rsi+0xc80]
    vpxord        zmm23, zmm23, zmm23
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm4, zmm23, [r8+0x900]
    vpdpbusd      zmm8, zmm15, [r8+0x940]
    vpdpbusd      zmm9, zmm28, [r8+0x980]
    vpdpbusd      zmm10, zmm3, [r8+0x9c0]
    vpdpbusd      zmm11, zmm23, [r8+0x1300]
    vpdpbusd      zmm12, zmm15, [r8+0x1340]
    vpdpbusd      zmm13, zmm28, [r8+0x1380]
    vpdpbusd      zmm14, zmm3, [r8+0x13c0]
    vpdpbusd      zmm5, zmm23, [r8+0x700]
    vpdpbusd      zmm16, zmm15, [r8+0x740]
    vpdpbusd      zmm17, zmm28, [r8+0x780]
    vpdpbusd      zmm18, zmm3, [r8+0x7c0]
    vpdpbusd      zmm19, zmm23, [r8+0x1100]
    vpdpbusd      zmm20, zmm15, [r8+0x1140]
    vpdpbusd      zmm21, zmm28, [r8+0x1180]
    vpdpbusd      zmm22, zmm3, [r8+0x11c0]
    vpdpbusd      zmm0, zmm23, [r8+0x500]
    vpdpbusd      zmm1, zmm15, [r8+0x540]
    vpdpbusd      zmm2, zmm28, [r8+0x580]
    vpdpbusd      zmm6, zmm3, [r8+0x5c0]
    vpdpbusd      zmm24, zmm23, [r8+0xf00]
    vpdpbusd      zmm25, zmm15, [r8+0xf40]
    vpdpbusd      zmm26, zmm28, [r8+0xf80]
    vpdpbusd      zmm27, zmm3, [r8+0xfc0]
    vpxord        zmm3, zmm3, zmm3
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7, [rsi+0x190]
    vmovdqu8      zmm23, [rsi+0x460]
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm5, zmm23, [r8+0x300]
    vpdpbusd      zmm16, zmm15, [r8+0x340]
    vpdpbusd      zmm17, zmm28, [r8+0x380]
    vpdpbusd      zmm18, zmm3, [r8+0x3c0]
    vpdpbusd      zmm19, zmm23, [r8+0xd00]
    vpdpbusd      zmm20, zmm15, [r8+0xd40]
    vpdpbusd      zmm21, zmm28, [r8+0xd80]
    vpdpbusd      zmm22, zmm3, [r8+0xdc0]
    vpdpbusd      zmm0, zmm23, [r8+0x100]
    vpdpbusd      zmm1, zmm15, [r8+0x140]
    vpdpbusd      zmm2, zmm28, [r8+0x180]
    vpdpbusd      zmm6, zmm3, [r8+0x1c0]
    vpdpbusd      zmm24, zmm23, [r8+0xb00]
    vpdpbusd      zmm25, zmm15, [r8+0xb40]
    vpdpbusd      zmm26, zmm28, [r8+0xb80]
    vpdpbusd      zmm27, zmm3, [r8+0xbc0]
    vmovdqu8      zmm3, [rsi+0x730]
    vmovdqu8      zmm7, [rsi+0xa00]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7, [rsi+0xcd0]
    vpxord        zmm23, zmm23, zmm23
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm5, zmm23, [r8+0x800]
    vpdpbusd      zmm16, zmm15, [r8+0x840]
    vpdpbusd      zmm17, zmm28, [r8+0x880]
    vpdpbusd      zmm18, zmm3, [r8+0x8c0]
    vpdpbusd      zmm19, zmm23, [r8+0x1200]
    vpdpbusd      zmm20, zmm15, [r8+0x1240]
    vpdpbusd      zmm21, zmm28, [r8+0x1280]
    vpdpbusd      zmm22, zmm3, [r8+0x12c0]
    vpdpbusd      zmm0, zmm23, [r8+0x600]
    vpdpbusd      zmm1, zmm15, [r8+0x640]
    vpdpbusd      zmm2, zmm28, [r8+0x680]
    vpdpbusd      zmm6, zmm3, [r8+0x6c0]
    vpdpbusd      zmm24, zmm23, [r8+0x1000]
    vpdpbusd      zmm25, zmm15, [r8+0x1040]
    vpdpbusd      zmm26, zmm28, [r8+0x1080]
    vpdpbusd      zmm27, zmm3, [r8+0x10c0]
    vpxord        zmm3, zmm3, zmm3
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7, [rsi+0x1e0]
    vmovdqu8      zmm23, [rsi+0x4b0]
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm5, zmm23, [r8+0x400]
    vpdpbusd      zmm16, zmm15, [r8+0x440]
    vpdpbusd      zmm17, zmm28, [r8+0x480]
    vpdpbusd      zmm18, zmm3, [r8+0x4c0]
    vpdpbusd      zmm19, zmm23, [r8+0xe00]
    vpdpbusd      zmm20, zmm15, [r8+0xe40]
    vpdpbusd      zmm21, zmm28, [r8+0xe80]
    vpdpbusd      zmm22, zmm3, [r8+0xec0]
    vpdpbusd      zmm0, zmm23, [r8+0x200]
    vpdpbusd      zmm1, zmm15, [r8+0x240]
    vpdpbusd      zmm2, zmm28, [r8+0x280]
    vpdpbusd      zmm6, zmm3, [r8+0x2c0]
    vpdpbusd      zmm24, zmm23, [r8+0xc00]
    vpdpbusd      zmm25, zmm15, [r8+0xc40]
    vpdpbusd      zmm26, zmm28, [r8+0xc80]
    vpdpbusd      zmm27, zmm3, [r8+0xcc0]
    vmovdqu8      zmm3, [rsi+0x780]
    vmovdqu8      zmm7, [rsi+0xa50]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7, [rsi+0xd20]
    vpxord        zmm23, zmm23, zmm23
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm5, zmm23, [r8+0x900]
    vpdpbusd      zmm16, zmm15, [r8+0x940]
    vpdpbusd      zmm17, zmm28, [r8+0x980]
    vpdpbusd      zmm18, zmm3, [r8+0x9c0]
    vpdpbusd      zmm19, zmm23, [r8+0x1300]
    vpdpbusd      zmm20, zmm15, [r8+0x1340]
    vpdpbusd      zmm21, zmm28, [r8+0x1380]
    vpdpbusd      zmm22, zmm3, [r8+0x13c0]
    vpdpbusd      zmm0, zmm23, [r8+0x700]
    vpdpbusd      zmm1, zmm15, [r8+0x740]
    vpdpbusd      zmm2, zmm28, [r8+0x780]
    vpdpbusd      zmm6, zmm3, [r8+0x7c0]
    vpdpbusd      zmm24, zmm23, [r8+0x1100]
    vpdpbusd      zmm25, zmm15, [r8+0x1140]
    vpdpbusd      zmm26, zmm28, [r8+0x1180]
    vpdpbusd      zmm27, zmm3, [r8+0x11c0]
    vpxord        zmm3, zmm3, zmm3
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7, [rsi+0x230]
    vmovdqu8      zmm23, [rsi+0x500]
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm0, zmm23, [r8+0x300]
    vpdpbusd      zmm1, zmm15, [r8+0x340]
    vpdpbusd      zmm2, zmm28, [r8+0x380]
    vpdpbusd      zmm6, zmm3, [r8+0x3c0]
    vpdpbusd      zmm24, zmm23, [r8+0xd00]
    vpdpbusd      zmm25, zmm15, [r8+0xd40]
    vpdpbusd      zmm26, zmm28, [r8+0xd80]
    vpdpbusd      zmm27, zmm3, [r8+0xdc0]
    vmovdqu8      zmm3, [rsi+0x7d0]
    vmovdqu8      zmm7, [rsi+0xaa0]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7, [rsi+0xd70]
    vpxord        zmm23, zmm23, zmm23
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm0, zmm23, [r8+0x800]
    vpdpbusd      zmm1, zmm15, [r8+0x840]
    vpdpbusd      zmm2, zmm28, [r8+0x880]
    vpdpbusd      zmm6, zmm3, [r8+0x8c0]
    vpdpbusd      zmm24, zmm23, [r8+0x1200]
    vpdpbusd      zmm25, zmm15, [r8+0x1240]
    vpdpbusd      zmm26, zmm28, [r8+0x1280]
    vpdpbusd      zmm27, zmm3, [r8+0x12c0]
    vpxord        zmm3, zmm3, zmm3
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7, [rsi+0x280]
    vmovdqu8      zmm23, [rsi+0x550]
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm0, zmm23, [r8+0x400]
    vpdpbusd      zmm1, zmm15, [r8+0x440]
    vpdpbusd      zmm2, zmm28, [r8+0x480]
    vpdpbusd      zmm6, zmm3, [r8+0x4c0]
    vpdpbusd      zmm24, zmm23, [r8+0xe00]
    vpdpbusd      zmm25, zmm15, [r8+0xe40]
    vpdpbusd      zmm26, zmm28, [r8+0xe80]
    vpdpbusd      zmm27, zmm3, [r8+0xec0]
    vmovdqu8      zmm3, [rsi+0x820]
    vmovdqu8      zmm7, [rsi+0xaf0]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7, [rsi+0xdc0]
    vpxord        zmm23, zmm23, zmm23
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm0, zmm23, [r8+0x900]
    vpdpbusd      zmm1, zmm15, [r8+0x940]
    vpdpbusd      zmm2, zmm28, [r8+0x980]
    vpdpbusd      zmm6, zmm3, [r8+0x9c0]
    vpdpbusd      zmm24, zmm23, [r8+0x1300]
    vpdpbusd      zmm25, zmm15, [r8+0x1340]
    vpdpbusd      zmm26, zmm28, [r8+0x1380]
    vpdpbusd      zmm27, zmm3, [r8+0x13c0]
    vmovups       zmm3, [r10]
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm4{rne-sae}, zmm4, zmm3
    vcvtdq2ps     zmm5{rne-sae}, zmm5
    vmulps        zmm5{rne-sae}, zmm5, zmm3
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm3
    vcvtdq2ps     zmm7{rne-sae}, zmm11
    vmulps        zmm7{rne-sae}, zmm7, zmm3
    vcvtdq2ps     zmm11{rne-sae}, zmm19
    vmulps        zmm11{rne-sae}, zmm11, zmm3
    vcvtdq2ps     zmm15{rne-sae}, zmm24
    vmulps        zmm3{rne-sae}, zmm15, zmm3
    vmovups       zmm15, [r10+0x40]
    vcvtdq2ps     zmm8{rne-sae}, zmm8
    vmulps        zmm8{rne-sae}, zmm8, zmm15
    vcvtdq2ps     zmm16{rne-sae}, zmm16
    vmulps        zmm16{rne-sae}, zmm16, zmm15
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm15
    vcvtdq2ps     zmm12{rne-sae}, zmm12
    vmulps        zmm12{rne-sae}, zmm12, zmm15
    vcvtdq2ps     zmm19{rne-sae}, zmm20
    vmulps        zmm19{rne-sae}, zmm19, zmm15
    vcvtdq2ps     zmm20{rne-sae}, zmm25
    vmulps        zmm15{rne-sae}, zmm20, zmm15
    vmovups       zmm20, [r10+0x80]
    vcvtdq2ps     zmm9{rne-sae}, zmm9
    vmulps        zmm9{rne-sae}, zmm9, zmm20
    vcvtdq2ps     zmm17{rne-sae}, zmm17
    vmulps        zmm17{rne-sae}, zmm17, zmm20
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmulps        zmm2{rne-sae}, zmm2, zmm20
    vcvtdq2ps     zmm13{rne-sae}, zmm13
    vmulps        zmm13{rne-sae}, zmm13, zmm20
    vcvtdq2ps     zmm21{rne-sae}, zmm21
    vmulps        zmm21{rne-sae}, zmm21, zmm20
    vcvtdq2ps     zmm23{rne-sae}, zmm26
    vmulps        zmm20{rne-sae}, zmm23, zmm20
    vmovups       zmm23, [r10+0xc0]
    vcvtdq2ps     zmm10{rne-sae}, zmm10
    vmulps        zmm10{rne-sae}, zmm10, zmm23
    vcvtdq2ps     zmm18{rne-sae}, zmm18
    vmulps        zmm18{rne-sae}, zmm18, zmm23
    vcvtdq2ps     zmm6{rne-sae}, zmm6
    vmulps        zmm6{rne-sae}, zmm6, zmm23
    vcvtdq2ps     zmm14{rne-sae}, zmm14
    vmulps        zmm14{rne-sae}, zmm14, zmm23
    vcvtdq2ps     zmm22{rne-sae}, zmm22
    vmulps        zmm22{rne-sae}, zmm22, zmm23
    vcvtdq2ps     zmm24{rne-sae}, zmm27
    vmulps        zmm23{rne-sae}, zmm24, zmm23
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm8{rne-sae}, zmm8
    vcvtps2dq     zmm9{rne-sae}, zmm9
    vcvtps2dq     zmm10{rne-sae}, zmm10
    vpackssdw     zmm4, zmm4, zmm8
    vpackssdw     zmm8, zmm9, zmm10
    vpbroadcastd  zmm9, [constant0]
    vpaddsw       zmm4, zmm4, zmm9
    vpaddsw       zmm8, zmm8, zmm9
    vpackuswb     zmm4, zmm4, zmm8
    vmovdqu8      [r11+0x50], zmm4
    vcvtps2dq     zmm4{rne-sae}, zmm5
    vcvtps2dq     zmm5{rne-sae}, zmm16
    vcvtps2dq     zmm8{rne-sae}, zmm17
    vcvtps2dq     zmm9{rne-sae}, zmm18
    vpackssdw     zmm4, zmm4, zmm5
    vpackssdw     zmm5, zmm8, zmm9
    vpbroadcastd  zmm8, [constant0]
    vpaddsw       zmm4, zmm4, zmm8
    vpaddsw       zmm5, zmm5, zmm8
    vpackuswb     zmm4, zmm4, zmm5
    vmovdqu8      [r11+0xa0], zmm4
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm4{rne-sae}, zmm6
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm4
    vpbroadcastd  zmm2, [constant0]
    vpaddsw       zmm0, zmm0, zmm2
    vpaddsw       zmm1, zmm1, zmm2
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqu8      [r11+0xf0], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm7
    vcvtps2dq     zmm1{rne-sae}, zmm12
    vcvtps2dq     zmm2{rne-sae}, zmm13
    vcvtps2dq     zmm4{rne-sae}, zmm14
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm4
    vpbroadcastd  zmm2, [constant0]
    vpaddsw       zmm0, zmm0, zmm2
    vpaddsw       zmm1, zmm1, zmm2
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqu8      [r11+0x1e0], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm11
    vcvtps2dq     zmm1{rne-sae}, zmm19
    vcvtps2dq     zmm2{rne-sae}, zmm21
    vcvtps2dq     zmm4{rne-sae}, zmm22
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm4
    vpbroadcastd  zmm2, [constant0]
    vpaddsw       zmm0, zmm0, zmm2
    vpaddsw       zmm1, zmm1, zmm2
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqu8      [r11+0x230], zmm0
    vcvtps2dq     zmm0{rne-sae}, zmm3
    vcvtps2dq     zmm1{rne-sae}, zmm15
    vcvtps2dq     zmm2{rne-sae}, zmm20
    vcvtps2dq     zmm3{rne-sae}, zmm23
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpbroadcastd  zmm2, [constant0]
    vpaddsw       zmm0, zmm0, zmm2
    vpaddsw       zmm1, zmm1, zmm2
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqu8      [r11+0x280], zmm0
    vpxord        zmm0, zmm0, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpunpcklbw    zmm2, zmm0, zmm1
    vpunpckhbw    zmm0, zmm0, zmm1
    vmovdqu8      zmm1, [rsi+0x1e0]
    vmovdqu8      zmm3, [rsi+0x4b0]
    vpunpcklbw    zmm4, zmm1, zmm3
    vpunpckhbw    zmm1, zmm1, zmm3
    vpunpcklwd    zmm3, zmm2, zmm4
    vpunpckhwd    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm0, zmm1
    vpunpckhwd    zmm0, zmm0, zmm1
    vmovdqu32     zmm1, [rbp]
    vmovdqu32     zmm5, [rbp+0x40]
    vmovdqu32     zmm6, [rbp+0x80]
    vmovdqu32     zmm7, [rbp+0xc0]
    vpdpbusd      zmm1, zmm3, [r8]
    vpdpbusd      zmm5, zmm2, [r8+0x40]
    vpdpbusd      zmm6, zmm4, [r8+0x80]
    vpdpbusd      zmm7, zmm0, [r8+0xc0]
    vmovdqu32     zmm8, [r12]
    vmovdqu32     zmm9, [r12+0x40]
    vmovdqu32     zmm10, [r12+0x80]
    vmovdqu32     zmm11, [r12+0xc0]
    vpdpbusd      zmm8, zmm3, [r8+0xa00]
    vpdpbusd      zmm9, zmm2, [r8+0xa40]
    vpdpbusd      zmm10, zmm4, [r8+0xa80]
    vpdpbusd      zmm11, zmm0, [r8+0xac0]
    vmovdqu8      zmm0, [rsi+0x780]
    vmovdqu8      zmm2, [rsi+0xa50]
    vpunpcklbw    zmm3, zmm0, zmm2
    vpunpckhbw    zmm0, zmm0, zmm2
    vmovdqu8      zmm2, [rsi+0xd20]
    vpxord        zmm4, zmm4, zmm4
    vpunpcklbw    zmm12, zmm2, zmm4
    vpunpckhbw    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm3, zmm12
    vpunpckhwd    zmm3, zmm3, zmm12
    vpunpcklwd    zmm12, zmm0, zmm2
    vpunpckhwd    zmm0, zmm0, zmm2
    vpdpbusd      zmm1, zmm4, [r8+0x500]
    vpdpbusd      zmm5, zmm3, [r8+0x540]
    vpdpbusd      zmm6, zmm12, [r8+0x580]
    vpdpbusd      zmm7, zmm0, [r8+0x5c0]
    vpdpbusd      zmm8, zmm4, [r8+0xf00]
    vpdpbusd      zmm9, zmm3, [r8+0xf40]
    vpdpbusd      zmm10, zmm12, [r8+0xf80]
    vpdpbusd      zmm11, zmm0, [r8+0xfc0]
    vpxord        zmm0, zmm0, zmm0
    vpxord        zmm2, zmm2, zmm2
    vpunpcklbw    zmm3, zmm0, zmm2
    vpunpckhbw    zmm0, zmm0, zmm2
    vmovdqu8      zmm2, [rsi+0x230]
    vmovdqu8      zmm4, [rsi+0x500]
    vpunpcklbw    zmm12, zmm2, zmm4
    vpunpckhbw    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm3, zmm12
    vpunpckhwd    zmm3, zmm3, zmm12
    vpunpcklwd    zmm12, zmm0, zmm2
    vpunpckhwd    zmm0, zmm0, zmm2
    vpdpbusd      zmm1, zmm4, [r8+0x100]
    vpdpbusd      zmm5, zmm3, [r8+0x140]
    vpdpbusd      zmm6, zmm12, [r8+0x180]
    vpdpbusd      zmm7, zmm0, [r8+0x1c0]
    vpdpbusd      zmm8, zmm4, [r8+0xb00]
    vpdpbusd      zmm9, zmm3, [r8+0xb40]
    vpdpbusd      zmm10, zmm12, [r8+0xb80]
    vpdpbusd      zmm11, zmm0, [r8+0xbc0]
    vmovdqu8      zmm0, [rsi+0x7d0]
    vmovdqu8      zmm2, [rsi+0xaa0]
    vpunpcklbw    zmm3, zmm0, zmm2
    vpunpckhbw    zmm0, zmm0, zmm2
    vmovdqu8      zmm2, [rsi+0xd70]
    vpxord        zmm4, zmm4, zmm4
    vpunpcklbw    zmm12, zmm2, zmm4
    vpunpckhbw    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm3, zmm12
    vpunpckhwd    zmm3, zmm3, zmm12
    vpunpcklwd    zmm12, zmm0, zmm2
    vpunpckhwd    zmm0, zmm0, zmm2
    vpdpbusd      zmm1, zmm4, [r8+0x600]
    vpdpbusd      zmm5, zmm3, [r8+0x640]
    vpdpbusd      zmm6, zmm12, [r8+0x680]
    vpdpbusd      zmm7, zmm0, [r8+0x6c0]
    vpdpbusd      zmm8, zmm4, [r8+0x1000]
    vpdpbusd      zmm9, zmm3, [r8+0x1040]
    vpdpbusd      zmm10, zmm12, [r8+0x1080]
    vpdpbusd      zmm11, zmm0, [r8+0x10c0]
    vpxord        zmm0, zmm0, zmm0
    vpxord        zmm2, zmm2, zmm2
    vpunpcklbw    zmm3, zmm0, zmm2
    vpunpckhbw    zmm0, zmm0, zmm2
    vmovdqu8      zmm2, [rsi+0x280]
    vmovdqu8      zmm4, [rsi+0x550]
    vpunpcklbw    zmm12, zmm2, zmm4
    vpunpckhbw    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm3, zmm12
    vpunpckhwd    zmm3, zmm3, zmm12
    vpunpcklwd    zmm12, zmm0, zmm2
    vpunpckhwd    zmm0, zmm0, zmm2
    vpdpbusd      zmm1, zmm4, [r8+0x200]
    vpdpbusd      zmm5, zmm3, [r8+0x240]
    vpdpbusd      zmm6, zmm12, [r8+0x280]
    vpdpbusd      zmm7, zmm0, [r8+0x2c0]
    vpdpbusd      zmm8, zmm4, [r8+0xc00]
    vpdpbusd      zmm9, zmm3, [r8+0xc40]
    vpdpbusd      zmm10, zmm12, [r8+0xc80]
    vpdpbusd      zmm11, zmm0, [r8+0xcc0]
    vmovdqu8      zmm0, [rsi+0x820]
    vmovdqu8      zmm2, [rsi+0xaf0]
    vpunpcklbw    zmm3, zmm0, zmm2
    vpunpckhbw    zmm0, zmm0, zmm2
    vmovdqu8      zmm2, [rsi+0xdc0]
    vpxord        zmm4, zmm4, zmm4
    vpunpcklbw    zmm12, zmm2, zmm4
    vpunpckhbw    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm3, zmm12
    vpunpckhwd    zmm3, zmm3, zmm12
    vpunpcklwd    zmm12, zmm0, zmm2
    vpunpckhwd    zmm0, zmm0, zmm2
    vpdpbusd      zmm1, zmm4, [r8+0x700]
    vpdpbusd      zmm5, zmm3, [r8+0x740]
    vpdpbusd      zmm6, zmm12, [r8+0x780]
    vpdpbusd      zmm7, zmm0, [r8+0x7c0]
    vpdpbusd      zmm8, zmm4, [r8+0x1100]
    vpdpbusd      zmm9, zmm3, [r8+0x1140]
    vpdpbusd      zmm10, zmm12, [r8+0x1180]
    vpdpbusd      zmm11, zmm0, [r8+0x11c0]
    vmovups       zmm0, [r10]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm0
    vcvtdq2ps     zmm2{rne-sae}, zmm8
    vmulps        zmm0{rne-sae}, zmm2, zmm0
    vmovups       zmm2, [r10+0x40]
    vcvtdq2ps     zmm3{rne-sae}, zmm5
    vmulps        zmm3{rne-sae}, zmm3, zmm2
    vcvtdq2ps     zmm4{rne-sae}, zmm9
    vmulps        zmm2{rne-sae}, zmm4, zmm2
    vmovups       zmm4, [r10+0x80]
    vcvtdq2ps     zmm5{rne-sae}, zmm6
    vmulps        zmm5{rne-sae}, zmm5, zmm4
    vcvtdq2ps     zmm6{rne-sae}, zmm10
    vmulps        zmm4{rne-sae}, zmm6, zmm4
    vmovups       zmm6, [r10+0xc0]
    vcvtdq2ps     zmm7{rne-sae}, zmm7
    vmulps        zmm7{rne-sae}, zmm7, zmm6
    vcvtdq2ps     zmm8{rne-sae}, zmm11
    vmulps        zmm6{rne-sae}, zmm8, zmm6
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vcvtps2dq     zmm7{rne-sae}, zmm7
    vpackssdw     zmm1, zmm1, zmm3
    vpackssdw     zmm3, zmm5, zmm7
    vpbroadcastd  zmm5, [constant0]
    vpaddsw       zmm1, zmm1, zmm5
    vpaddsw       zmm3, zmm3, zmm5
    vpackuswb     zmm1, zmm1, zmm3
    vmovdqu8      [r11+0x140], zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm2
    vcvtps2dq     zmm2{rne-sae}, zmm4
    vcvtps2dq     zmm3{rne-sae}, zmm6
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpbroadcastd  zmm2, [constant0]
    vpaddsw       zmm0, zmm0, zmm2
    vpaddsw       zmm1, zmm1, zmm2
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqu8      [r11+0x2d0], zmm0
    mov           rbx, [rdi]
    mov           rbp, [rdi+8]
    mov           r12, [rdi+0x10]
exit:
    vzeroupper
    ret
constant0:
    dd 0x30003

depthwise 5x5/2 channels 64 pixels 1 tile 2x3 on 2x5 #2
code 6437 bytes, constants 31 bytes, 949 instructions, 336 vpdpbusd
29 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           rcx, [rdi+0x60]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x58]
    mov           r8, [rdi+0x50]
    mov           r9, [rdi+0x40]
    mov           r10, [rdi+0x70]
    mov           r11, [rdi+0x68]
    vmovdqu32     zmm0, [rcx]
    vmovdqu32     zmm1, [rcx+0x40]
    vmovdqu32     zmm2, [rcx+0x80]
    vmovdqu8      zmm3, [rsi]
    vmovdqu8      zmm4, [rsi+0x2d0]
    vpunpcklbw    zmm5, zmm3, zmm4
    vpunpckhbw    zmm3, zmm3, zmm4
    vmovdqu8      zmm4, [rsi+0x5a0]
    vmovdqu8      zmm6, [rsi+0x870]
    vpunpcklbw    zmm7, zmm4, zmm6
    vpunpckhbw    zmm4, zmm4, zmm6
    vpunpcklwd    zmm6, zmm5, zmm7
    vpunpckhwd    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm3, zmm4
    vpunpckhwd    zmm3, zmm3, zmm4
    vmovdqu32     zmm4, [rdx]
    vmovdqu32     zmm8, [rdx+0x40]
    vmovdqu32     zmm9, [rdx+0x80]
    vmovdqu32     zmm10, [rdx+0xc0]
    vpdpbusd      zmm4, zmm6, [r8+0x200]
    vpdpbusd      zmm8, zmm5, [r8+0x240]
    vpdpbusd      zmm9, zmm7, [r8+0x280]
    vpdpbusd      zmm10, zmm3, [r8+0x2c0]
    vmovdqu32     zmm11, [rdx]
    vmovdqu32     zmm12, [rdx+0x40]
    vmovdqu32     zmm13, [rdx+0x80]
    vmovdqu32     zmm14, [rdx+0xc0]
    vpdpbusd      zmm11, zmm6, [r8+0xc00]
    vpdpbusd      zmm12, zmm5, [r8+0xc40]
    vpdpbusd      zmm13, zmm7, [r8+0xc80]
    vpdpbusd      zmm14, zmm3, [r8+0xcc0]
    vmovdqu8      zmm3, [rsi+0xb40]
    vmovdqu8      zmm5, [rsi+0xe10]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5, [rsi+0x10e0]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x700]
    vpdpbusd      zmm8, zmm6, [r8+0x740]
    vpdpbusd      zmm9, zmm15, [r8+0x780]
    vpdpbusd      zmm10, zmm3, [r8+0x7c0]
    vpdpbusd      zmm11, zmm7, [r8+0x1100]
    vpdpbusd      zmm12, zmm6, [r8+0x1140]
    vpdpbusd      zmm13, zmm15, [r8+0x1180]
    vpdpbusd      zmm14, zmm3, [r8+0x11c0]
    vmovdqu8      zmm3, [rsi+0x50]
    vmovdqu8      zmm5, [rsi+0x320]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5, [rsi+0x5f0]
    vmovdqu8      zmm7, [rsi+0x8c0]
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x300]
    vpdpbusd      zmm8, zmm6, [r8+0x340]
    vpdpbusd      zmm9, zmm15, [r8+0x380]
    vpdpbusd      zmm10, zmm3, [r8+0x3c0]
    vpdpbusd      zmm11, zmm7, [r8+0xd00]
    vpdpbusd      zmm12, zmm6, [r8+0xd40]
    vpdpbusd      zmm13, zmm15, [r8+0xd80]
    vpdpbusd      zmm14, zmm3, [r8+0xdc0]
    vmovdqu8      zmm3, [rsi+0xb90]
    vmovdqu8      zmm5, [rsi+0xe60]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5, [rsi+0x1130]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x800]
    vpdpbusd      zmm8, zmm6, [r8+0x840]
    vpdpbusd      zmm9, zmm15, [r8+0x880]
    vpdpbusd      zmm10, zmm3, [r8+0x8c0]
    vpdpbusd      zmm11, zmm7, [r8+0x1200]
    vpdpbusd      zmm12, zmm6, [r8+0x1240]
    vpdpbusd      zmm13, zmm15, [r8+0x1280]
    vpdpbusd      zmm14, zmm3, [r8+0x12c0]
    vmovdqu8      zmm3, [rsi+0xa0]
    vmovdqu8      zmm5, [rsi+0x370]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5, [rsi+0x640]
    vmovdqu8      zmm7, [rsi+0x910]
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x400]
    vpdpbusd      zmm8, zmm6, [r8+0x440]
    vpdpbusd      zmm9, zmm15, [r8+0x480]
    vpdpbusd      zmm10, zmm3, [r8+0x4c0]
    vpdpbusd      zmm11, zmm7, [r8+0xe00]
    vpdpbusd      zmm12, zmm6, [r8+0xe40]
    vpdpbusd      zmm13, zmm15, [r8+0xe80]
    vpdpbusd      zmm14, zmm3, [r8+0xec0]
    vmovdqu8      zmm3, [rsi+0xbe0]
    vmovdqu8      zmm5, [rsi+0xeb0]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5, [rsi+0x1180]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x900]
    vpdpbusd      zmm8, zmm6, [r8+0x940]
    vpdpbusd      zmm9, zmm15, [r8+0x980]
    vpdpbusd      zmm10, zmm3, [r8+0x9c0]
    vpdpbusd      zmm11, zmm7, [r8+0x1300]
    vpdpbusd      zmm12, zmm6, [r8+0x1340]
    vpdpbusd      zmm13, zmm15, [r8+0x1380]
    vpdpbusd      zmm14, zmm3, [r8+0x13c0]
    vmovups       zmm3, [r9]
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm4{rne-sae}, zmm4, zmm3
    vcvtdq2ps     zmm5{rne-sae}, zmm11
    vmulps        zmm3{rne-sae}, zmm5, zmm3
    vmovups       zmm5, [r9+0x40]
    vcvtdq2ps     zmm6{rne-sae}, zmm8
    vmulps        zmm6{rne-sae}, zmm6, zmm5
    vcvtdq2ps     zmm7{rne-sae}, zmm12
    vmulps        zmm5{rne-sae}, zmm7, zmm5
    vmovups       zmm7, [r9+0x80]
    vcvtdq2ps     zmm8{rne-sae}, zmm9
    vmulps        zmm8{rne-sae}, zmm8, zmm7
    vcvtdq2ps     zmm9{rne-sae}, zmm13
    vmulps        zmm7{rne-sae}, zmm9, zmm7
    vmovups       zmm9, [r9+0xc0]
    vcvtdq2ps     zmm10{rne-sae}, zmm10
    vmulps        zmm10{rne-sae}, zmm10, zmm9
    vcvtdq2ps     zmm11{rne-sae}, zmm14
    vmulps        zmm9{rne-sae}, zmm11, zmm9
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vcvtps2dq     zmm8{rne-sae}, zmm8
    vcvtps2dq     zmm10{rne-sae}, zmm10
    vpackssdw     zmm4, zmm4, zmm6
    vpackssdw     zmm6, zmm8, zmm10
    vpbroadcastd  zmm8, [constant0]
    vpaddsw       zmm4, zmm4, zmm8
    vpaddsw       zmm6, zmm6, zmm8
    vpackuswb     zmm4, zmm4, zmm6
    vmovdqu8      [r10], zmm4
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm5
    vcvtps2dq     zmm5{rne-sae}, zmm7
    vcvtps2dq     zmm6{rne-sae}, zmm9
    vpackssdw     zmm3, zmm3, zmm4
    vpackssdw     zmm4, zmm5, zmm6
    vpbroadcastd  zmm5, [constant0]
    vpaddsw       zmm3, zmm3, zmm5
    vpaddsw       zmm4, zmm4, zmm5
    vpackuswb     zmm3, zmm3, zmm4
    vmovdqu8      [r10+0x190], zmm3
    vmovdqu8      zmm3, [rsi]
    vmovdqu8      zmm4, [rsi+0x2d0]
    vpunpcklbw    zmm5, zmm3, zmm4
    vpunpckhbw    zmm3, zmm3, zmm4
    vmovdqu8      zmm4, [rsi+0x5a0]
    vmovdqu8      zmm6, [rsi+0x870]
    vpunpcklbw    zmm7, zmm4, zmm6
    vpunpckhbw    zmm4, zmm4, zmm6
    vpunpcklwd    zmm6, zmm5, zmm7
    vpunpckhwd    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm3, zmm4
    vpunpckhwd    zmm3, zmm3, zmm4
    vmovdqa32     zmm4, zmm0
    vmovdqa32     zmm8, zmm1
    vmovdqa32     zmm9, zmm2
    vmovdqu32     zmm10, [rcx+0xc0]
    vpdpbusd      zmm4, zmm6, [r8]
    vpdpbusd      zmm8, zmm5, [r8+0x40]
    vpdpbusd      zmm9, zmm7, [r8+0x80]
    vpdpbusd      zmm10, zmm3, [r8+0xc0]
    vmovdqa32     zmm11, zmm0
    vmovdqa32     zmm12, zmm1
    vmovdqa32     zmm13, zmm2
    vmovdqu32     zmm14, [rcx+0xc0]
    vpdpbusd      zmm11, zmm6, [r8+0xa00]
    vpdpbusd      zmm12, zmm5, [r8+0xa40]
    vpdpbusd      zmm13, zmm7, [r8+0xa80]
    vpdpbusd      zmm14, zmm3, [r8+0xac0]
    vmovdqu8      zmm3, [rsi+0xb40]
    vmovdqu8      zmm5, [rsi+0xe10]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5, [rsi+0x10e0]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x500]
    vpdpbusd      zmm8, zmm6, [r8+0x540]
    vpdpbusd      zmm9, zmm15, [r8+0x580]
    vpdpbusd      zmm10, zmm3, [r8+0x5c0]
    vpdpbusd      zmm11, zmm7, [r8+0xf00]
    vpdpbusd      zmm12, zmm6, [r8+0xf40]
    vpdpbusd      zmm13, zmm15, [r8+0xf80]
    vpdpbusd      zmm14, zmm3, [r8+0xfc0]
    vmovdqu8      zmm3, [rsi+0x50]
    vmovdqu8      zmm5, [rsi+0x320]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5, [rsi+0x5f0]
    vmovdqu8      zmm7, [rsi+0x8c0]
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x100]
    vpdpbusd      zmm8, zmm6, [r8+0x140]
    vpdpbusd      zmm9, zmm15, [r8+0x180]
    vpdpbusd      zmm10, zmm3, [r8+0x1c0]
    vpdpbusd      zmm11, zmm7, [r8+0xb00]
    vpdpbusd      zmm12, zmm6, [r8+0xb40]
    vpdpbusd      zmm13, zmm15, [r8+0xb80]
    vpdpbusd      zmm14, zmm3, [r8+0xbc0]
    vmovdqu8      zmm3, [rsi+0xb90]
    vmovdqu8      zmm5, [rsi+0xe60]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5, [rsi+0x1130]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x600]
    vpdpbusd      zmm8, zmm6, [r8+0x640]
    vpdpbusd      zmm9, zmm15, [r8+0x680]
    vpdpbusd      zmm10, zmm3, [r8+0x6c0]
    vpdpbusd      zmm11, zmm7, [r8+0x1000]
    vpdpbusd      zmm12, zmm6, [r8+0x1040]
    vpdpbusd      zmm13, zmm15, [r8+0x1080]
    vpdpbusd      zmm14, zmm3, [r8+0x10c0]
    vmovdqu8      zmm3, [rsi+0xa0]
    vmovdqu8      zmm5, [rsi+0x370]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5, [rsi+0x640]
    vmovdqu8      zmm7, [rsi+0x910]
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x200]
    vpdpbusd      zmm8, zmm6, [r8+0x240]
    vpdpbusd      zmm9, zmm15, [r8+0x280]
    vpdpbusd      zmm10, zmm3, [r8+0x2c0]
    vpdpbusd      zmm11, zmm7, [r8+0xc00]
    vpdpbusd      zmm12, zmm6, [r8+0xc40]
    vpdpbusd      zmm13, zmm15, [r8+0xc80]
    vpdpbusd      zmm14, zmm3, [r8+0xcc0]
    vmovdqa32     zmm5, zmm0
    vmovdqa32     zmm16, zmm1
    vmovdqa32     zmm17, zmm2
    vmovdqu32     zmm18, [rcx+0xc0]
    vpdpbusd      zmm5, zmm7, [r8]
    vpdpbusd      zmm16, zmm6, [r8+0x40]
    vpdpbusd      zmm17, zmm15, [r8+0x80]
    vpdpbusd      zmm18, zmm3, [r8+0xc0]
    vmovdqa32     zmm19, zmm0
    vmovdqa32     zmm20, zmm1
    vmovdqa32     zmm21, zmm2
    vmovdqu32     zmm22, [rcx+0xc0]
    vpdpbusd      zmm19, zmm7, [r8+0xa00]
    vpdpbusd      zmm20, zmm6, [r8+0xa40]
    vpdpbusd      zmm21, zmm15, [r8+0xa80]
    vpdpbusd      zmm22, zmm3, [r8+0xac0]
    vmovdqu8      zmm3, [rsi+0xbe0]
    vmovdqu8      zmm6, [rsi+0xeb0]
    vpunpcklbw    zmm7, zmm3, zmm6
    vpunpckhbw    zmm3, zmm3, zmm6
    vmovdqu8      zmm6, [rsi+0x1180]
    vpxord        zmm15, zmm15, zmm15
    vpunpcklbw    zmm23, zmm6, zmm15
    vpunpckhbw    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm7, zmm23
    vpunpckhwd    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm3, zmm6
    vpunpckhwd    zmm3, zmm3, zmm6
    vpdpbusd      zmm4, zmm15, [r8+0x700]
    vpdpbusd      zmm8, zmm7, [r8+0x740]
    vpdpbusd      zmm9, zmm23, [r8+0x780]
    vpdpbusd      zmm10, zmm3, [r8+0x7c0]
    vpdpbusd      zmm11, zmm15, [r8+0x1100]
    vpdpbusd      zmm12, zmm7, [r8+0x1140]
    vpdpbusd      zmm13, zmm23, [r8+0x1180]
    vpdpbusd      zmm14, zmm3, [r8+0x11c0]
    vpdpbusd      zmm5, zmm15, [r8+0x500]
    vpdpbusd      zmm16, zmm7, [r8+0x540]
    vpdpbusd      zmm17, zmm23, [r8+0x580]
    vpdpbusd      zmm18, zmm3, [r8+0x5c0]
    vpdpbusd      zmm19, zmm15, [r8+0xf00]
    vpdpbusd      zmm20, zmm7, [r8+0xf40]
    vpdpbusd      zmm21, zmm23, [r8+0xf80]
    vpdpbusd      zmm22, zmm3, [r8+0xfc0]
    vmovdqu8      zmm3, [rsi+0xf0]
    vmovdqu8      zmm6, [rsi+0x3c0]
    vpunpcklbw    zmm7, zmm3, zmm6
    vpunpckhbw    zmm3, zmm3, zmm6
    vmovdqu8      zmm6, [rsi+0x690]
    vmovdqu8      zmm15, [rsi+0x960]
    vpunpcklbw    zmm23, zmm6, zmm15
    vpunpckhbw    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm7, zmm23
    vpunpckhwd    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm3, zmm6
    vpunpckhwd    zmm3, zmm3, zmm6
    vpdpbusd      zmm4, zmm15, [r8+0x300]
    vpdpbusd      zmm8, zmm7, [r8+0x340]
    vpdpbusd      zmm9, zmm23, [r8+0x380]
    vpdpbusd      zmm10, zmm3, [r8+0x3c0]
    vpdpbusd      zmm11, zmm15, [r8+0xd00]
    vpdpbusd      zmm12, zmm7, [r8+0xd40]
    vpdpbusd      zmm13, zmm23, [r8+0xd80]
    vpdpbusd      zmm14, zmm3, [r8+0xdc0]
    vpdpbusd      zmm5, zmm15, [r8+0x100]
    vpdpbusd      zmm16, zmm7, [r8+0x140]
    vpdpbusd      zmm17, zmm23, [r8+0x180]
    vpdpbusd      zmm18, zmm3, [r8+0x1c0]
    vpdpbusd      zmm19, zmm15, [r8+0xb00]
    vpdpbusd      zmm20, zmm7, [r8+0xb40]
    vpdpbusd      zmm21, zmm23, [r8+0xb80]
    vpdpbusd      zmm22, zmm3, [r8+0xbc0]
    vmovdqu8      zmm3, [rsi+0xc30]
    vmovdqu8      zmm6, [rsi+0xf00]
    vpunpcklbw    zmm7, zmm3, zmm6
    vpunpckhbw    zmm3, zmm3, zmm6
    vmovdqu8      zmm6, [rsi+0x11d0]
    vpxord        zmm15, zmm15, zmm15
    vpunpcklbw    zmm23, zmm6, zmm15
    vpunpckhbw    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm7, zmm23
    vpunpckhwd    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm3, zmm6
    vpunpckhwd    zmm3, zmm3, zmm6
    vpdpbusd      zmm4, zmm15, [r8+0x800]
    vpdpbusd      zmm8, zmm7, [r8+0x840]
    vpdpbusd      zmm9, zmm23, [r8+0x880]
    vpdpbusd      zmm10, zmm3, [r8+0x8c0]
    vpdpbusd      zmm11, zmm15, [r8+0x1200]
    vpdpbusd      zmm12, zmm7, [r8+0x1240]
    vpdpbusd      zmm13, zmm23, [r8+0x1280]
    vpdpbusd      zmm14, zmm3, [r8+0x12c0]
    vpdpbusd      zmm5, zmm15, [r8+0x600]
    vpdpbusd      zmm16, zmm7, [r8+0x640]
    vpdpbusd      zmm17, zmm23, [r8+0x680]
    vpdpbusd      zmm18, zmm3, [r8+0x6c0]
    vpdpbusd      zmm19, zmm15, [r8+0x1000]
    vpdpbusd      zmm20, zmm7, [r8+0x1040]
    vpdpbusd      zmm21, zmm23, [r8+0x1080]
    vpdpbusd      zmm22, zmm3, [r8+0x10c0]
    vmovdqu8      zmm3, [rsi+0x140]
    vmovdqu8      zmm6, [rsi+0x410]
    vpunpcklbw    zmm7, zmm3, zmm6
    vpunpckhbw    zmm3, zmm3, zmm6
    vmovdqu8      zmm6, [rsi+0x6e0]
    vmovdqu8      zmm15, [rsi+0x9b0]
    vpunpcklbw    zmm23, zmm6, zmm15
    vpunpckhbw    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm7, zmm23
    vpunpckhwd    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm3, zmm6
    vpunpckhwd    zmm3, zmm3, zmm6
    vpdpbusd      zmm4, zmm15, [r8+0x400]
    vpdpbusd      zmm8, zmm7, [r8+0x440]
    vpdpbusd      zmm9, zmm23, [r8+0x480]
    vpdpbusd      zmm10, zmm3, [r8+0x4c0]
    vpdpbusd      zmm11, zmm15, [r8+0xe00]
    vpdpbusd      zmm12, zmm7, [r8+0xe40]
    vpdpbusd      zmm13, zmm23, [r8+0xe80]
    vpdpbusd      zmm14, zmm3, [r8+0xec0]
    vpdpbusd      zmm5, zmm15, [r8+0x200]
    vpdpbusd      zmm16, zmm7, [r8+0x240]
    vpdpbusd      zmm17, zmm23, [r8+0x280]
    vpdpbusd      zmm18, zmm3, [r8+0x2c0]
    vpdpbusd      zmm19, zmm15, [r8+0xc00]
    vpdpbusd      zmm20, zmm7, [r8+0xc40]
    vpdpbusd      zmm21, zmm23, [r8+0xc80]
    vpdpbusd      zmm22, zmm3, [r8+0xcc0]
    vmovdqa32     zmm6, zmm0
    vmovdqa32     zmm24, zmm1
    vmovdqa32     zmm25, zmm2
    vmovdqu32     zmm26, [rcx+0xc0]
    vpdpbusd      zmm6, zmm15, [r8]
    vpdpbusd      zmm24, zmm7, [r8+0x40]
    vpdpbusd      zmm25, zmm23, [r8+0x80]
    vpdpbusd      zmm26, zmm3, [r8+0xc0]
    vmovdqu32     zmm27, [rcx+0xc0]
    vpdpbusd      zmm0, zmm15, [r8+0xa00]
    vpdpbusd      zmm1, zmm7, [r8+0xa40]
    vpdpbusd      zmm2, zmm23, [r8+0xa80]
    vpdpbusd      zmm27, zmm3, [r8+0xac0]
    vmovdqu8      zmm3, [rsi+0xc80]
    vmovdqu8      zmm7, [rsi+0xf50]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7, [rsi+0x1220]
    vpxord        zmm23, zmm23, zmm23
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm4, zmm23, [r8+0x900]
    vpdpbusd      zmm8, zmm15, [r8+0x940]
    vpdpbusd      zmm9, zmm28, [r8+0x980]
    vpdpbusd      zmm10, zmm3, [r8+0x9c0]
    vpdpbusd      zmm11, zmm23, [r8+0x1300]
    vpdpbusd      zmm12, zmm15, [r8+0x1340]
    vpdpbusd      zmm13, zmm28, [r8+0x1380]
    vpdpbusd      zmm14, zmm3, [r8+0x13c0]
    vpdpbusd      zmm5, zmm23, [r8+0x700]
    vpdpbusd      zmm16, zmm15, [r8+0x740]
    vpdpbusd      zmm17, zmm28, [r8+0x780]
    vpdpbusd      zmm18, zmm3, [r8+0x7c0]
    vpdpbusd      zmm19, zmm23, [r8+0x1100]
    vpdpbusd      zmm20, zmm15, [r8+0x1140]
    vpdpbusd      zmm21, zmm28, [r8+0x1180]
    vpdpbusd      zmm22, zmm3, [r8+0x11c0]
    vpdpbusd      zmm6, zmm23, [r8+0x500]
    vpdpbusd      zmm24, zmm15, [r8+0x540]
    vpdpbusd      zmm25, zmm28, [r8+0x580]
    vpdpbusd      zmm26, zmm3, [r8+0x5c0]
    vpdpbusd      zmm0, zmm23, [r8+0xf00]
    vpdpbusd      zmm1, zmm15, [r8+0xf40]
    vpdpbusd      zmm2, zmm28, [r8+0xf80]
    vpdpbusd      zmm27, zmm3, [r8+0xfc0]
    vmovdqu8      zmm3, [rsi+0x190]
    vmovdqu8      zmm7, [rsi+0x460]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7, [rsi+0x730]
    vmovdqu8      zmm23, [rsi+0xa00]
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm5, zmm23, [r8+0x300]
    vpdpbusd      zmm16, zmm15, [r8+0x340]
    vpdpbusd      zmm17, zmm28, [r8+0x380]
    vpdpbusd      zmm18, zmm3, [r8+0x3c0]
    vpdpbusd      zmm19, zmm23, [r8+0xd00]
    vpdpbusd      zmm20, zmm15, [r8+0xd40]
    vpdpbusd      zmm21, zmm28, [r8+0xd80]
    vpdpbusd      zmm22, zmm3, [r8+0xdc0]
    vpdpbusd      zmm6, zmm23, [r8+0x100]
    vpdpbusd      zmm24, zmm15, [r8+0x140]
    vpdpbusd      zmm25, zmm28, [r8+0x180]
    vpdpbusd      zmm26, zmm3, [r8+0x1c0]
    vpdpbusd      zmm0, zmm23, [r8+0xb00]
    vpdpbusd      zmm1, zmm15, [r8+0xb40]
    vpdpbusd      zmm2, zmm28, [r8+0xb80]
    vpdpbusd      zmm27, zmm3, [r8+0xbc0]
    vmovdqu8      zmm3, [rsi+0xcd0]
    vmovdqu8      zmm7, [rsi+0xfa0]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7, [rsi+0x1270]
    vpxord        zmm23, zmm23, zmm23
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm5, zmm23, [r8+0x800]
    vpdpbusd      zmm16, zmm15, [r8+0x840]
    vpdpbusd      zmm17, zmm28, [r8+0x880]
    vpdpbusd      zmm18, zmm3, [r8+0x8c0]
    vpdpbusd      zmm19, zmm23, [r8+0x1200]
    vpdpbusd      zmm20, zmm15, [r8+0x1240]
    vpdpbusd      zmm21, zmm28, [r8+0x1280]
    vpdpbusd      zmm22, zmm3, [r8+0x12c0]
    vpdpbusd      zmm6, zmm23, [r8+0x600]
    vpdpbusd      zmm24, zmm15, [r8+0x640]
    vpdpbusd      zmm25, zmm28, [r8+0x680]
    vpdpbusd      zmm26, zmm3, [r8+0x6c0]
    vpdpbusd      zmm0, zmm23, [r8+0x1000]
    vpdpbusd      zmm1, zmm15, [r8+0x1040]
    vpdpbusd      zmm2, zmm28, [r8+0x1080]
    vpdpbusd      zmm27, zmm3, [r8+0x10c0]
    vmovdqu8      zmm3, [rsi+0x1e0]
    vmovdqu8      zmm7, [rsi+0x4b0]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7, [rsi+0x780]
    vmovdqu8      zmm23, [rsi+0xa50]
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm5, zmm23, [r8+0x400]
    vpdpbusd      zmm16, zmm15, [r8+0x440]
    vpdpbusd      zmm17, zmm28, [r8+0x480]
    vpdpbusd      zmm18, zmm3, [r8+0x4c0]
    vpdpbusd      zmm19, zmm23, [r8+0xe00]
    vpdpbusd      zmm20, zmm15, [r8+0xe40]
    vpdpbusd      zmm21, zmm28, [r8+0xe80]
    vpdpbusd      zmm22, zmm3, [r8+0xec0]
    vpdpbusd      zmm6, zmm23, [r8+0x200]
    vpdpbusd      zmm24, zmm15, [r8+0x240]
    vpdpbusd      zmm25, zmm28, [r8+0x280]
    vpdpbusd      zmm26, zmm3, [r8+0x2c0]
    vpdpbusd      zmm0, zmm23, [r8+0xc00]
    vpdpbusd      zmm1, zmm15, [r8+0xc40]
    vpdpbusd      zmm2, zmm28, [r8+0xc80]
    vpdpbusd      zmm27, zmm3, [r8+0xcc0]
    vmovdqu8      zmm3, [rsi+0xd20]
    vmovdqu8      zmm7, [rsi+0xff0]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7, [rsi+0x12c0]
    vpxord        zmm23, zmm23, zmm23
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm5, zmm23, [r8+0x900]
    vpdpbusd      zmm16, zmm15, [r8+0x940]
    vpdpbusd      zmm17, zmm28, [r8+0x980]
    vpdpbusd      zmm18, zmm3, [r8+0x9c0]
    vpdpbusd      zmm19, zmm23, [r8+0x1300]
    vpdpbusd      zmm20, zmm15, [r8+0x1340]
    vpdpbusd      zmm21, zmm28, [r8+0x1380]
    vpdpbusd      zmm22, zmm3, [r8+0x13c0]
    vpdpbusd      zmm6, zmm23, [r8+0x700]
    vpdpbusd      zmm24, zmm15, [r8+0x740]
    vpdpbusd      zmm25, zmm28, [r8+0x780]
    vpdpbusd      zmm26, zmm3, [r8+0x7c0]
    vpdpbusd      zmm0, zmm23, [r8+0x1100]
    vpdpbusd      zmm1, zmm15, [r8+0x1140]
    vpdpbusd      zmm2, zmm28, [r8+0x1180]
    vpdpbusd      zmm27, zmm3, [r8+0x11c0]
    vmovdqu8      zmm3, [rsi+0x230]
    vmovdqu8      zmm7, [rsi+0x500]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7, [rsi+0x7d0]
    vmovdqu8      zmm23, [rsi+0xaa0]
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm6, zmm23, [r8+0x300]
    vpdpbusd      zmm24, zmm15, [r8+0x340]
    vpdpbusd      zmm25, zmm28, [r8+0x380]
    vpdpbusd      zmm26, zmm3, [r8+0x3c0]
    vpdpbusd      zmm0, zmm23, [r8+0xd00]
    vpdpbusd      zmm1, zmm15, [r8+0xd40]
    vpdpbusd      zmm2, zmm28, [r8+0xd80]
    vpdpbusd      zmm27, zmm3, [r8+0xdc0]
    vmovdqu8      zmm3, [rsi+0xd70]
    vmovdqu8      zmm7, [rsi+0x1040]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7, [rsi+0x1310]
    vpxord        zmm23, zmm23, zmm23
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm6, zmm23, [r8+0x800]
    vpdpbusd      zmm24, zmm15, [r8+0x840]
    vpdpbusd      zmm25, zmm28, [r8+0x880]
    vpdpbusd      zmm26, zmm3, [r8+0x8c0]
    vpdpbusd      zmm0, zmm23, [r8+0x1200]
    vpdpbusd      zmm1, zmm15, [r8+0x1240]
    vpdpbusd      zmm2, zmm28, [r8+0x1280]
    vpdpbusd      zmm27, zmm3, [r8+0x12c0]
    vmovdqu8      zmm3, [rsi+0x280]
    vmovdqu8      zmm7, [rsi+0x550]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7, [rsi+0x820]
    vmovdqu8      zmm23, [rsi+0xaf0]
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm6, zmm23, [r8+0x400]
    vpdpbusd      zmm24, zmm15, [r8+0x440]
    vpdpbusd      zmm25, zmm28, [r8+0x480]
    vpdpbusd      zmm26, zmm3, [r8+0x4c0]
    vpdpbusd      zmm0, zmm23, [r8+0xe00]
    vpdpbusd      zmm1, zmm15, [r8+0xe40]
    vpdpbusd      zmm2, zmm28, [r8+0xe80]
    vpdpbusd      zmm27, zmm3, [r8+0xec0]
    vmovdqu8      zmm3, [rsi+0xdc0]
    vmovdqu8      zmm7, [rsi+0x1090]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7, [rsi+0x1360]
    vpxord        zmm23, zmm23, zmm23
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm6, zmm23, [r8+0x900]
    vpdpbusd      zmm24, zmm15, [r8+0x940]
    vpdpbusd      zmm25, zmm28, [r8+0x980]
    vpdpbusd      zmm26, zmm3, [r8+0x9c0]
    vpdpbusd      zmm0, zmm23, [r8+0x1300]
    vpdpbusd      zmm1, zmm15, [r8+0x1340]
    vpdpbusd      zmm2, zmm28, [r8+0x1380]
    vpdpbusd      zmm27, zmm3, [r8+0x13c0]
    vmovups       zmm3, [r9]
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm4{rne-sae}, zmm4, zmm3
    vcvtdq2ps     zmm5{rne-sae}, zmm5
    vmulps        zmm5{rne-sae}, zmm5, zmm3
    vcvtdq2ps     zmm6{rne-sae}, zmm6
    vmulps        zmm6{rne-sae}, zmm6, zmm3
    vcvtdq2ps     zmm7{rne-sae}, zmm11
    vmulps        zmm7{rne-sae}, zmm7, zmm3
    vcvtdq2ps     zmm11{rne-sae}, zmm19
    vmulps        zmm11{rne-sae}, zmm11, zmm3
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm3
    vmovups       zmm3, [r9+0x40]
    vcvtdq2ps     zmm8{rne-sae}, zmm8
    vmulps        zmm8{rne-sae}, zmm8, zmm3
    vcvtdq2ps     zmm15{rne-sae}, zmm16
    vmulps        zmm15{rne-sae}, zmm15, zmm3
    vcvtdq2ps     zmm16{rne-sae}, zmm24
    vmulps        zmm16{rne-sae}, zmm16, zmm3
    vcvtdq2ps     zmm12{rne-sae}, zmm12
    vmulps        zmm12{rne-sae}, zmm12, zmm3
    vcvtdq2ps     zmm19{rne-sae}, zmm20
    vmulps        zmm19{rne-sae}, zmm19, zmm3
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm3
    vmovups       zmm3, [r9+0x80]
    vcvtdq2ps     zmm9{rne-sae}, zmm9
    vmulps        zmm9{rne-sae}, zmm9, zmm3
    vcvtdq2ps     zmm17{rne-sae}, zmm17
    vmulps        zmm17{rne-sae}, zmm17, zmm3
    vcvtdq2ps     zmm20{rne-sae}, zmm25
    vmulps        zmm20{rne-sae}, zmm20, zmm3
    vcvtdq2ps     zmm13{rne-sae}, zmm13
    vmulps        zmm13{rne-sae}, zmm13, zmm3
    vcvtdq2ps     zmm21{rne-sae}, zmm21
    vmulps        zmm21{rne-sae}, zmm21, zmm3
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmulps        zmm2{rne-sae}, zmm2, zmm3
    vmovups       zmm3, [r9+0xc0]
    vcvtdq2ps     zmm10{rne-sae}, zmm10
    vmulps        zmm10{rne-sae}, zmm10, zmm3
    vcvtdq2ps     zmm18{rne-sae}, zmm18
    vmulps        zmm18{rne-sae}, zmm18, zmm3
    vcvtdq2ps     zmm23{rne-sae}, zmm26
    vmulps        zmm23{rne-sae}, zmm23, zmm3
    vcvtdq2ps     zmm14{rne-sae}, zmm14
    vmulps        zmm14{rne-sae}, zmm14, zmm3
    vcvtdq2ps     zmm22{rne-sae}, zmm22
    vmulps        zmm22{rne-sae}, zmm22, zmm3
    vcvtdq2ps     zmm24{rne-sae}, zmm27
    vmulps        zmm3{rne-sae}, zmm24, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm8{rne-sae}, zmm8
    vcvtps2dq     zmm9{rne-sae}, zmm9
    vcvtps2dq     zmm10{rne-sae}, zmm10
    vpackssdw     zmm4, zmm4, zmm8
    vpackssdw     zmm8, zmm9, zmm10
    vpbroadcastd  zmm9, [constant0]
    vpaddsw       zmm4, zmm4, zmm9
    vpaddsw       zmm8, zmm8, zmm9
    vpackuswb     zmm4, zmm4, zmm8
    vmovdqu8      [r10+0x50], zmm4
    vcvtps2dq     zmm4{rne-sae}, zmm5
    vcvtps2dq     zmm5{rne-sae}, zmm15
    vcvtps2dq     zmm8{rne-sae}, zmm17
    vcvtps2dq     zmm9{rne-sae}, zmm18
    vpackssdw     zmm4, zmm4, zmm5
    vpackssdw     zmm5, zmm8, zmm9
    vpbroadcastd  zmm8, [constant0]
    vpaddsw       zmm4, zmm4, zmm8
    vpaddsw       zmm5, zmm5, zmm8
    vpackuswb     zmm4, zmm4, zmm5
    vmovdqu8      [r10+0xa0], zmm4
    vcvtps2dq     zmm4{rne-sae}, zmm6
    vcvtps2dq     zmm5{rne-sae}, zmm16
    vcvtps2dq     zmm6{rne-sae}, zmm20
    vcvtps2dq     zmm8{rne-sae}, zmm23
    vpackssdw     zmm4, zmm4, zmm5
    vpackssdw     zmm5, zmm6, zmm8
    vpbroadcastd  zmm6, [constant0]
    vpaddsw       zmm4, zmm4, zmm6
    vpaddsw       zmm5, zmm5, zmm6
    vpackuswb     zmm4, zmm4, zmm5
    vmovdqu8      [r10+0xf0], zmm4
    vcvtps2dq     zmm4{rne-sae}, zmm7
    vcvtps2dq     zmm5{rne-sae}, zmm12
    vcvtps2dq     zmm6{rne-sae}, zmm13
    vcvtps2dq     zmm7{rne-sae}, zmm14
    vpackssdw     zmm4, zmm4, zmm5
    vpackssdw     zmm5, zmm6, zmm7
    vpbroadcastd  zmm6, [constant0]
    vpaddsw       zmm4, zmm4, zmm6
    vpaddsw       zmm5, zmm5, zmm6
    vpackuswb     zmm4, zmm4, zmm5
    vmovdqu8      [r10+0x1e0], zmm4
    vcvtps2dq     zmm4{rne-sae}, zmm11
    vcvtps2dq     zmm5{rne-sae}, zmm19
    vcvtps2dq     zmm6{rne-sae}, zmm21
    vcvtps2dq     zmm7{rne-sae}, zmm22
    vpackssdw     zmm4, zmm4, zmm5
    vpackssdw     zmm5, zmm6, zmm7
    vpbroadcastd  zmm6, [constant0]
    vpaddsw       zmm4, zmm4, zmm6
    vpaddsw       zmm5, zmm5, zmm6
    vpackuswb     zmm4, zmm4, zmm5
    vmovdqu8      [r10+0x230], zmm4
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpbroadcastd  zmm2, [constant0]
    vpaddsw       zmm0, zmm0, zmm2
    vpaddsw       zmm1, zmm1, zmm2
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqu8      [r10+0x280], zmm0
    vmovdqu8      zmm0, [rsi+0x1e0]
    vmovdqu8      zmm1, [rsi+0x4b0]
    vpunpcklbw    zmm2, zmm0, zmm1
    vpunpckhbw    zmm0, zmm0, zmm1
    vmovdqu8      zmm1, [rsi+0x780]
    vmovdqu8      zmm3, [rsi+0xa50]
    vpunpcklbw    zmm4, zmm1, zmm3
    vpunpckhbw    zmm1, zmm1, zmm3
    vpunpcklwd    zmm3, zmm2, zmm4
    vpunpckhwd    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm0, zmm1
    vpunpckhwd    zmm0, zmm0, zmm1
    vmovdqu32     zmm1, [r11]
    vmovdqu32     zmm5, [r11+0x40]
    vmovdqu32     zmm6, [r11+0x80]
    vmovdqu32     zmm7, [r11+0xc0]
    vpdpbusd      zmm1, zmm3, [r8]
    vpdpbusd      zmm5, zmm2, [r8+0x40]
    vpdpbusd      zmm6, zmm4, [r8+0x80]
    vpdpbusd      zmm7, zmm0, [r8+0xc0]
    vmovdqu32     zmm8, [r11]
    vmovdqu32     zmm9, [r11+0x40]
    vmovdqu32     zmm10, [r11+0x80]
    vmovdqu32     zmm11, [r11+0xc0]
    vpdpbusd      zmm8, zmm3, [r8+0xa00]
    vpdpbusd      zmm9, zmm2, [r8+0xa40]
    vpdpbusd      zmm10, zmm4, [r8+0xa80]
    vpdpbusd      zmm11, zmm0, [r8+0xac0]
    vmovdqu8      zmm0, [rsi+0xd20]
    vmovdqu8      zmm2, [rsi+0xff0]
    vpunpcklbw    zmm3, zmm0, zmm2
    vpunpckhbw    zmm0, zmm0, zmm2
    vmovdqu8      zmm2, [rsi+0x12c0]
    vpxord        zmm4, zmm4, zmm4
    vpunpcklbw    zmm12, zmm2, zmm4
    vpunpckhbw    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm3, zmm12
    vpunpckhwd    zmm3, zmm3, zmm12
    vpunpcklwd    zmm12, zmm0, zmm2
    vpunpckhwd    zmm0, zmm0, zmm2
    vpdpbusd      zmm1, zmm4, [r8+0x500]
    vpdpbusd      zmm5, zmm3, [r8+0x540]
    vpdpbusd      zmm6, zmm12, [r8+0x580]
    vpdpbusd      zmm7, zmm0, [r8+0x5c0]
    vpdpbusd      zmm8, zmm4, [r8+0xf00]
    vpdpbusd      zmm9, zmm3, [r8+0xf40]
    vpdpbusd      zmm10, zmm12, [r8+0xf80]
    vpdpbusd      zmm11, zmm0, [r8+0xfc0]
    vmovdqu8      zmm0, [rsi+0x230]
    vmovdqu8      zmm2, [rsi+0x500]
    vpunpcklbw    zmm3, zmm0, zmm2
    vpunpckhbw    zmm0, zmm0, zmm2
    vmovdqu8      zmm2, [rsi+0x7d0]
    vmovdqu8      zmm4, [rsi+0xaa0]
    vpunpcklbw    zmm12, zmm2, zmm4
    vpunpckhbw    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm3, zmm12
    vpunpckhwd    zmm3, zmm3, zmm12
    vpunpcklwd    zmm12, zmm0, zmm2
    vpunpckhwd    zmm0, zmm0, zmm2
    vpdpbusd      zmm1, zmm4, [r8+0x100]
    vpdpbusd      zmm5, zmm3, [r8+0x140]
    vpdpbusd      zmm6, zmm12, [r8+0x180]
    vpdpbusd      zmm7, zmm0, [r8+0x1c0]
    vpdpbusd      zmm8, zmm4, [r8+0xb00]
    vpdpbusd      zmm9, zmm3, [r8+0xb40]
    vpdpbusd      zmm10, zmm12, [r8+0xb80]
    vpdpbusd      zmm11, zmm0, [r8+0xbc0]
    vmovdqu8      zmm0, [rsi+0xd70]
    vmovdqu8      zmm2, [rsi+0x1040]
    vpunpcklbw    zmm3, zmm0, zmm2
    vpunpckhbw    zmm0, zmm0, zmm2
    vmovdqu8      zmm2, [rsi+0x1310]
    vpxord        zmm4, zmm4, zmm4
    vpunpcklbw    zmm12, zmm2, zmm4
    vpunpckhbw    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm3, zmm12
    vpunpckhwd    zmm3, zmm3, zmm12
    vpunpcklwd    zmm12, zmm0, zmm2
    vpunpckhwd    zmm0, zmm0, zmm2
    vpdpbusd      zmm1, zmm4, [r8+0x600]
    vpdpbusd      zmm5, zmm3, [r8+0x640]
    vpdpbusd      zmm6, zmm12, [r8+0x680]
    vpdpbusd      zmm7, zmm0, [r8+0x6c0]
    vpdpbusd      zmm8, zmm4, [r8+0x1000]
    vpdpbusd      zmm9, zmm3, [r8+0x1040]
    vpdpbusd      zmm10, zmm12, [r8+0x1080]
    vpdpbusd      zmm11, zmm0, [r8+0x10c0]
    vmovdqu8      zmm0, [rsi+0x280]
    vmovdqu8      zmm2, [rsi+0x550]
    vpunpcklbw    zmm3, zmm0, zmm2
    vpunpckhbw    zmm0, zmm0, zmm2
    vmovdqu8      zmm2, [rsi+0x820]
    vmovdqu8      zmm4, [rsi+0xaf0]
    vpunpcklbw    zmm12, zmm2, zmm4
    vpunpckhbw    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm3, zmm12
    vpunpckhwd    zmm3, zmm3, zmm12
    vpunpcklwd    zmm12, zmm0, zmm2
    vpunpckhwd    zmm0, zmm0, zmm2
    vpdpbusd      zmm1, zmm4, [r8+0x200]
    vpdpbusd      zmm5, zmm3, [r8+0x240]
    vpdpbusd      zmm6, zmm12, [r8+0x280]
    vpdpbusd      zmm7, zmm0, [r8+0x2c0]
    vpdpbusd      zmm8, zmm4, [r8+0xc00]
    vpdpbusd      zmm9, zmm3, [r8+0xc40]
    vpdpbusd      zmm10, zmm12, [r8+0xc80]
    vpdpbusd      zmm11, zmm0, [r8+0xcc0]
    vmovdqu8      zmm0, [rsi+0xdc0]
    vmovdqu8      zmm2, [rsi+0x1090]
    vpunpcklbw    zmm3, zmm0, zmm2
    vpunpckhbw    zmm0, zmm0, zmm2
    vmovdqu8      zmm2, [rsi+0x1360]
    vpxord        zmm4, zmm4, zmm4
    vpunpcklbw    zmm12, zmm2, zmm4
    vpunpckhbw    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm3, zmm12
    vpunpckhwd    zmm3, zmm3, zmm12
    vpunpcklwd    zmm12, zmm0, zmm2
    vpunpckhwd    zmm0, zmm0, zmm2
    vpdpbusd      zmm1, zmm4, [r8+0x700]
    vpdpbusd      zmm5, zmm3, [r8+0x740]
    vpdpbusd      zmm6, zmm12, [r8+0x780]
    vpdpbusd      zmm7, zmm0, [r8+0x7c0]
    vpdpbusd      zmm8, zmm4, [r8+0x1100]
    vpdpbusd      zmm9, zmm3, [r8+0x1140]
    vpdpbusd      zmm10, zmm12, [r8+0x1180]
    vpdpbusd      zmm11, zmm0, [r8+0x11c0]
    vmovups       zmm0, [r9]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm0
    vcvtdq2ps     zmm2{rne-sae}, zmm8
    vmulps        zmm0{rne-sae}, zmm2, zmm0
    vmovups       zmm2, [r9+0x40]
    vcvtdq2ps     zmm3{rne-sae}, zmm5
    vmulps        zmm3{rne-sae}, zmm3, zmm2
    vcvtdq2ps     zmm4{rne-sae}, zmm9
    vmulps        zmm2{rne-sae}, zmm4, zmm2
    vmovups       zmm4, [r9+0x80]
    vcvtdq2ps     zmm5{rne-sae}, zmm6
    vmulps        zmm5{rne-sae}, zmm5, zmm4
    vcvtdq2ps     zmm6{rne-sae}, zmm10
    vmulps        zmm4{rne-sae}, zmm6, zmm4
    vmovups       zmm6, [r9+0xc0]
    vcvtdq2ps     zmm7{rne-sae}, zmm7
    vmulps        zmm7{rne-sae}, zmm7, zmm6
    vcvtdq2ps     zmm8{rne-sae}, zmm11
    vmulps        zmm6{rne-sae}, zmm8, zmm6
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vcvtps2dq     zmm7{rne-sae}, zmm7
    vpackssdw     zmm1, zmm1, zmm3
    vpackssdw     zmm3, zmm5, zmm7
    vpbroadcastd  zmm5, [constant0]
    vpaddsw       zmm1, zmm1, zmm5
    vpaddsw       zmm3, zmm3, zmm5
    vpackuswb     zmm1, zmm1, zmm3
    vmovdqu8      [r10+0x140], zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm2
    vcvtps2dq     zmm2{rne-sae}, zmm4
    vcvtps2dq     zmm3{rne-sae}, zmm6
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpbroadcastd  zmm2, [constant0]
    vpaddsw       zmm0, zmm0, zmm2
    vpaddsw       zmm1, zmm1, zmm2
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqu8      [r10+0x2d0], zmm0
exit:
    vzeroupper
    ret
constant0:
    dd 0x30003

depthwise 5x5/2 channels 64 pixels 1 tile 1x3 on 1x5
code 2662 bytes, constants 30 bytes, 402 instructions, 84 vpdpbusd
17 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           rcx, [rdi+0x60]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x58]
    mov           r8, [rdi+0x50]
    mov           r9, [rdi+0x40]
    mov           r10, [rdi+0x70]
    mov           r11, [rdi+0x68]
    vmovdqu32     zmm0, [rcx]
    vmovdqu32     zmm1, [rcx+0x40]
    vmovdqu32     zmm2, [rcx+0x80]
    vmovdqu8      zmm3, [rsi]
    vmovdqu8      zmm4, [rsi+0x2d0]
    vpunpcklbw    zmm5, zmm3, zmm4
    vpunpckhbw    zmm3, zmm3, zmm4
    vmovdqu8      zmm4, [rsi+0x5a0]
    vpxord        zmm6, zmm6, zmm6
    vpunpcklbw    zmm7, zmm4, zmm6
    vpunpckhbw    zmm4, zmm4, zmm6
    vpunpcklwd    zmm6, zmm5, zmm7
    vpunpckhwd    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm3, zmm4
    vpunpckhwd    zmm3, zmm3, zmm4
    vmovdqu32     zmm4, [rdx]
    vmovdqu32     zmm8, [rdx+0x40]
    vmovdqu32     zmm9, [rdx+0x80]
    vmovdqu32     zmm10, [rdx+0xc0]
    vpdpbusd      zmm4, zmm6, [r8+0x200]
    vpdpbusd      zmm8, zmm5, [r8+0x240]
    vpdpbusd      zmm9, zmm7, [r8+0x280]
    vpdpbusd      zmm10, zmm3, [r8+0x2c0]
    vmovdqu8      zmm3, [rsi+0x50]
    vmovdqu8      zmm5, [rsi+0x320]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5, [rsi+0x5f0]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm11, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm11
    vpunpckhwd    zmm6, zmm6, zmm11
    vpunpcklwd    zmm11, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x300]
    vpdpbusd      zmm8, zmm6, [r8+0x340]
    vpdpbusd      zmm9, zmm11, [r8+0x380]
    vpdpbusd      zmm10, zmm3, [r8+0x3c0]
    vmovdqu8      zmm3, [rsi+0xa0]
    vmovdqu8      zmm5, [rsi+0x370]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5, [rsi+0x640]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm11, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm11
    vpunpckhwd    zmm6, zmm6, zmm11
    vpunpcklwd    zmm11, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x400]
    vpdpbusd      zmm8, zmm6, [r8+0x440]
    vpdpbusd      zmm9, zmm11, [r8+0x480]
    vpdpbusd      zmm10, zmm3, [r8+0x4c0]
    vmovups       zmm3, [r9]
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm3{rne-sae}, zmm4, zmm3
    vmovups       zmm4, [r9+0x40]
    vcvtdq2ps     zmm5{rne-sae}, zmm8
    vmulps        zmm4{rne-sae}, zmm5, zmm4
    vmovups       zmm5, [r9+0x80]
    vcvtdq2ps     zmm6{rne-sae}, zmm9
    vmulps        zmm5{rne-sae}, zmm6, zmm5
    vmovups       zmm6, [r9+0xc0]
    vcvtdq2ps     zmm7{rne-sae}, zmm10
    vmulps        zmm6{rne-sae}, zmm7, zmm6
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vpackssdw     zmm3, zmm3, zmm4
    vpackssdw     zmm4, zmm5, zmm6
    vpbroadcastd  zmm5, [constant0]
    vpaddsw       zmm3, zmm3, zmm5
    vpaddsw       zmm4, zmm4, zmm5
    vpackuswb     zmm3, zmm3, zmm4
    vmovdqu8      [r10], zmm3
    vmovdqu8      zmm3, [rsi]
    vmovdqu8      zmm4, [rsi+0x2d0]
    vpunpcklbw    zmm5, zmm3, zmm4
    vpunpckhbw    zmm3, zmm3, zmm4
    vmovdqu8      zmm4, [rsi+0x5a0]
    vpxord        zmm6, zmm6, zmm6
    vpunpcklbw    zmm7, zmm4, zmm6
    vpunpckhbw    zmm4, zmm4, zmm6
    vpunpcklwd    zmm6, zmm5, zmm7
    vpunpckhwd    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm3, zmm4
    vpunpckhwd    zmm3, zmm3, zmm4
    vmovdqa32     zmm4, zmm0
    vmovdqa32     zmm8, zmm1
    vmovdqa32     zmm9, zmm2
    vmovdqu32     zmm10, [rcx+0xc0]
    vpdpbusd      zmm4, zmm6, [r8]
    vpdpbusd      zmm8, zmm5, [r8+0x40]
    vpdpbusd      zmm9, zmm7, [r8+0x80]
    vpdpbusd      zmm10, zmm3, [r8+0xc0]
    vmovdqu8      zmm3, [rsi+0x50]
    vmovdqu8      zmm5, [rsi+0x320]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5, [rsi+0x5f0]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm11, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm11
    vpunpckhwd    zmm6, zmm6, zmm11
    vpunpcklwd    zmm11, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x100]
    vpdpbusd      zmm8, zmm6, [r8+0x140]
    vpdpbusd      zmm9, zmm11, [r8+0x180]
    vpdpbusd      zmm10, zmm3, [r8+0x1c0]
    vmovdqu8      zmm3, [rsi+0xa0]
    vmovdqu8      zmm5, [rsi+0x370]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5, [rsi+0x640]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm11, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm11
    vpunpckhwd    zmm6, zmm6, zmm11
    vpunpcklwd    zmm11, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x200]
    vpdpbusd      zmm8, zmm6, [r8+0x240]
    vpdpbusd      zmm9, zmm11, [r8+0x280]
    vpdpbusd      zmm10, zmm3, [r8+0x2c0]
    vmovdqa32     zmm5, zmm0
    vmovdqa32     zmm12, zmm1
    vmovdqa32     zmm13, zmm2
    vmovdqu32     zmm14, [rcx+0xc0]
    vpdpbusd      zmm5, zmm7, [r8]
    vpdpbusd      zmm12, zmm6, [r8+0x40]
    vpdpbusd      zmm13, zmm11, [r8+0x80]
    vpdpbusd      zmm14, zmm3, [r8+0xc0]
    vmovdqu8      zmm3, [rsi+0xf0]
    vmovdqu8      zmm6, [rsi+0x3c0]
    vpunpcklbw    zmm7, zmm3, zmm6
    vpunpckhbw    zmm3, zmm3, zmm6
    vmovdqu8      zmm6, [rsi+0x690]
    vpxord        zmm11, zmm11, zmm11
    vpunpcklbw    zmm15, zmm6, zmm11
    vpunpckhbw    zmm6, zmm6, zmm11
    vpunpcklwd    zmm11, zmm7, zmm15
    vpunpckhwd    zmm7, zmm7, zmm15
    vpunpcklwd    zmm15, zmm3, zmm6
    vpunpckhwd    zmm3, zmm3, zmm6
    vpdpbusd      zmm4, zmm11, [r8+0x300]
    vpdpbusd      zmm8, zmm7, [r8+0x340]
    vpdpbusd      zmm9, zmm15, [r8+0x380]
    vpdpbusd      zmm10, zmm3, [r8+0x3c0]
    vpdpbusd      zmm5, zmm11, [r8+0x100]
    vpdpbusd      zmm12, zmm7, [r8+0x140]
    vpdpbusd      zmm13, zmm15, [r8+0x180]
    vpdpbusd      zmm14, zmm3, [r8+0x1c0]
    vmovdqu8      zmm3, [rsi+0x140]
    vmovdqu8      zmm6, [rsi+0x410]
    vpunpcklbw    zmm7, zmm3, zmm6
    vpunpckhbw    zmm3, zmm3, zmm6
    vmovdqu8      zmm6, [rsi+0x6e0]
    vpxord        zmm11, zmm11, zmm11
    vpunpcklbw    zmm15, zmm6, zmm11
    vpunpckhbw    zmm6, zmm6, zmm11
    vpunpcklwd    zmm11, zmm7, zmm15
    vpunpckhwd    zmm7, zmm7, zmm15
    vpunpcklwd    zmm15, zmm3, zmm6
    vpunpckhwd    zmm3, zmm3, zmm6
    vpdpbusd      zmm4, zmm11, [r8+0x400]
    vpdpbusd      zmm8, zmm7, [r8+0x440]
    vpdpbusd      zmm9, zmm15, [r8+0x480]
    vpdpbusd      zmm10, zmm3, [r8+0x4c0]
    vpdpbusd      zmm5, zmm11, [r8+0x200]
    vpdpbusd      zmm12, zmm7, [r8+0x240]
    vpdpbusd      zmm13, zmm15, [r8+0x280]
    vpdpbusd      zmm14, zmm3, [r8+0x2c0]
    vmovdqu32     zmm6, [rcx+0xc0]
    vpdpbusd      zmm0, zmm11, [r8]
    vpdpbusd      zmm1, zmm7, [r8+0x40]
    vpdpbusd      zmm2, zmm15, [r8+0x80]
    vpdpbusd      zmm6, zmm3, [r8+0xc0]
    vmovdqu8      zmm3, [rsi+0x190]
    vmovdqu8      zmm7, [rsi+0x460]
    vpunpcklbw    zmm11, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7, [rsi+0x730]
    vpxord        zmm15, zmm15, zmm15
    vpunpcklbw    zmm16, zmm7, zmm15
    vpunpckhbw    zmm7, zmm7, zmm15
    vpunpcklwd    zmm15, zmm11, zmm16
    vpunpckhwd    zmm11, zmm11, zmm16
    vpunpcklwd    zmm16, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm5, zmm15, [r8+0x300]
    vpdpbusd      zmm12, zmm11, [r8+0x340]
    vpdpbusd      zmm13, zmm16, [r8+0x380]
    vpdpbusd      zmm14, zmm3, [r8+0x3c0]
    vpdpbusd      zmm0, zmm15, [r8+0x100]
    vpdpbusd      zmm1, zmm11, [r8+0x140]
    vpdpbusd      zmm2, zmm16, [r8+0x180]
    vpdpbusd      zmm6, zmm3, [r8+0x1c0]
    vmovdqu8      zmm3, [rsi+0x1e0]
    vmovdqu8      zmm7, [rsi+0x4b0]
    vpunpcklbw    zmm11, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7, [rsi+0x780]
    vpxord        zmm15, zmm15, zmm15
    vpunpcklbw    zmm16, zmm7, zmm15
    vpunpckhbw    zmm7, zmm7, zmm15
    vpunpcklwd    zmm15, zmm11, zmm16
    vpunpckhwd    zmm11, zmm11, zmm16
    vpunpcklwd    zmm16, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm5, zmm15, [r8+0x400]
    vpdpbusd      zmm12, zmm11, [r8+0x440]
    vpdpbusd      zmm13, zmm16, [r8+0x480]
    vpdpbusd      zmm14, zmm3, [r8+0x4c0]
    vpdpbusd      zmm0, zmm15, [r8+0x200]
    vpdpbusd      zmm1, zmm11, [r8+0x240]
    vpdpbusd      zmm2, zmm16, [r8+0x280]
    vpdpbusd      zmm6, zmm3, [r8+0x2c0]
    vmovdqu8      zmm3, [rsi+0x230]
    vmovdqu8      zmm7, [rsi+0x500]
    vpunpcklbw    zmm11, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7, [rsi+0x7d0]
    vpxord        zmm15, zmm15, zmm15
    vpunpcklbw    zmm16, zmm7, zmm15
    vpunpckhbw    zmm7, zmm7, zmm15
    vpunpcklwd    zmm15, zmm11, zmm16
    vpunpckhwd    zmm11, zmm11, zmm16
    vpunpcklwd    zmm16, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm0, zmm15, [r8+0x300]
    vpdpbusd      zmm1, zmm11, [r8+0x340]
    vpdpbusd      zmm2, zmm16, [r8+0x380]
    vpdpbusd      zmm6, zmm3, [r8+0x3c0]
    vmovdqu8      zmm3, [rsi+0x280]
    vmovdqu8      zmm7, [rsi+0x550]
    vpunpcklbw    zmm11, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7, [rsi+0x820]
    vpxord        zmm15, zmm15, zmm15
    vpunpcklbw    zmm16, zmm7, zmm15
    vpunpckhbw    zmm7, zmm7, zmm15
    vpunpcklwd    zmm15, zmm11, zmm16
    vpunpckhwd    zmm11, zmm11, zmm16
    vpunpcklwd    zmm16, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm0, zmm15, [r8+0x400]
    vpdpbusd      zmm1, zmm11, [r8+0x440]
    vpdpbusd      zmm2, zmm16, [r8+0x480]
    vpdpbusd      zmm6, zmm3, [r8+0x4c0]
    vmovups       zmm3, [r9]
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm4{rne-sae}, zmm4, zmm3
    vcvtdq2ps     zmm5{rne-sae}, zmm5
    vmulps        zmm5{rne-sae}, zmm5, zmm3
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm3
    vmovups       zmm3, [r9+0x40]
    vcvtdq2ps     zmm7{rne-sae}, zmm8
    vmulps        zmm7{rne-sae}, zmm7, zmm3
    vcvtdq2ps     zmm8{rne-sae}, zmm12
    vmulps        zmm8{rne-sae}, zmm8, zmm3
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm3
    vmovups       zmm3, [r9+0x80]
    vcvtdq2ps     zmm9{rne-sae}, zmm9
    vmulps        zmm9{rne-sae}, zmm9, zmm3
    vcvtdq2ps     zmm11{rne-sae}, zmm13
    vmulps        zmm11{rne-sae}, zmm11, zmm3
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmulps        zmm2{rne-sae}, zmm2, zmm3
    vmovups       zmm3, [r9+0xc0]
    vcvtdq2ps     zmm10{rne-sae}, zmm10
    vmulps        zmm10{rne-sae}, zmm10, zmm3
    vcvtdq2ps     zmm12{rne-sae}, zmm14
    vmulps        zmm12{rne-sae}, zmm12, zmm3
    vcvtdq2ps     zmm6{rne-sae}, zmm6
    vmulps        zmm3{rne-sae}, zmm6, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm6{rne-sae}, zmm7
    vcvtps2dq     zmm7{rne-sae}, zmm9
    vcvtps2dq     zmm9{rne-sae}, zmm10
    vpackssdw     zmm4, zmm4, zmm6
    vpackssdw     zmm6, zmm7, zmm9
    vpbroadcastd  zmm7, [constant0]
    vpaddsw       zmm4, zmm4, zmm7
    vpaddsw       zmm6, zmm6, zmm7
    vpackuswb     zmm4, zmm4, zmm6
    vmovdqu8      [r10+0x50], zmm4
    vcvtps2dq     zmm4{rne-sae}, zmm5
    vcvtps2dq     zmm5{rne-sae}, zmm8
    vcvtps2dq     zmm6{rne-sae}, zmm11
    vcvtps2dq     zmm7{rne-sae}, zmm12
    vpackssdw     zmm4, zmm4, zmm5
    vpackssdw     zmm5, zmm6, zmm7
    vpbroadcastd  zmm6, [constant0]
    vpaddsw       zmm4, zmm4, zmm6
    vpaddsw       zmm5, zmm5, zmm6
    vpackuswb     zmm4, zmm4, zmm5
    vmovdqu8      [r10+0xa0], zmm4
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpbroadcastd  zmm2, [constant0]
    vpaddsw       zmm0, zmm0, zmm2
    vpaddsw       zmm1, zmm1, zmm2
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqu8      [r10+0xf0], zmm0
    vmovdqu8      zmm0, [rsi+0x1e0]
    vmovdqu8      zmm1, [rsi+0x4b0]
    vpunpcklbw    zmm2, zmm0, zmm1
    vpunpckhbw    zmm0, zmm0, zmm1
    vmovdqu8      zmm1, [rsi+0x780]
    vpxord        zmm3, zmm3, zmm3
    vpunpcklbw    zmm4, zmm1, zmm3
    vpunpckhbw    zmm1, zmm1, zmm3
    vpunpcklwd    zmm3, zmm2, zmm4
    vpunpckhwd    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm0, zmm1
    vpunpckhwd    zmm0, zmm0, zmm1
    vmovdqu32     zmm1, [r11]
    vmovdqu32     zmm5, [r11+0x40]
    vmovdqu32     zmm6, [r11+0x80]
    vmovdqu32     zmm7, [r11+0xc0]
    vpdpbusd      zmm1, zmm3, [r8]
    vpdpbusd      zmm5, zmm2, [r8+0x40]
    vpdpbusd      zmm6, zmm4, [r8+0x80]
    vpdpbusd      zmm7, zmm0, [r8+0xc0]
    vmovdqu8      zmm0, [rsi+0x230]
    vmovdqu8      zmm2, [rsi+0x500]
    vpunpcklbw    zmm3, zmm0, zmm2
    vpunpckhbw    zmm0, zmm0, zmm2
    vmovdqu8      zmm2, [rsi+0x7d0]
    vpxord        zmm4, zmm4, zmm4
    vpunpcklbw    zmm8, zmm2, zmm4
    vpunpckhbw    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm3, zmm8
    vpunpckhwd    zmm3, zmm3, zmm8
    vpunpcklwd    zmm8, zmm0, zmm2
    vpunpckhwd    zmm0, zmm0, zmm2
    vpdpbusd      zmm1, zmm4, [r8+0x100]
    vpdpbusd      zmm5, zmm3, [r8+0x140]
    vpdpbusd      zmm6, zmm8, [r8+0x180]
    vpdpbusd      zmm7, zmm0, [r8+0x1c0]
    vmovdqu8      zmm0, [rsi+0x280]
    vmovdqu8      zmm2, [rsi+0x550]
    vpunpcklbw    zmm3, zmm0, zmm2
    vpunpckhbw    zmm0, zmm0, zmm2
    vmovdqu8      zmm2, [rsi+0x820]
    vpxord        zmm4, zmm4, zmm4
    vpunpcklbw    zmm8, zmm2, zmm4
    vpunpckhbw    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm3, zmm8
    vpunpckhwd    zmm3, zmm3, zmm8
    vpunpcklwd    zmm8, zmm0, zmm2
    vpunpckhwd    zmm0, zmm0, zmm2
    vpdpbusd      zmm1, zmm4, [r8+0x200]
    vpdpbusd      zmm5, zmm3, [r8+0x240]
    vpdpbusd      zmm6, zmm8, [r8+0x280]
    vpdpbusd      zmm7, zmm0, [r8+0x2c0]
    vmovups       zmm0, [r9]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm0{rne-sae}, zmm1, zmm0
    vmovups       zmm1, [r9+0x40]
    vcvtdq2ps     zmm2{rne-sae}, zmm5
    vmulps        zmm1{rne-sae}, zmm2, zmm1
    vmovups       zmm2, [r9+0x80]
    vcvtdq2ps     zmm3{rne-sae}, zmm6
    vmulps        zmm2{rne-sae}, zmm3, zmm2
    vmovups       zmm3, [r9+0xc0]
    vcvtdq2ps     zmm4{rne-sae}, zmm7
    vmulps        zmm3{rne-sae}, zmm4, zmm3
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpbroadcastd  zmm2, [constant0]
    vpaddsw       zmm0, zmm0, zmm2
    vpaddsw       zmm1, zmm1, zmm2
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqu8      [r10+0x140], zmm0
exit:
    vzeroupper
    ret
constant0:
    dd 0x30003

depthwise 5x5/2 channels 16 pixels 1 tile 2x3 on 2x5
code 6380 bytes, constants 24 bytes, 960 instructions, 336 vpdpbusd
29 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           [rdi], rbx
    mov           [rdi+8], rbp
    mov           [rdi+0x10], r12
    mov           eax, 0xffff
    kmovq         k1, rax
    mov           rcx, [rdi+0x60]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x58]
    mov           r8, [rdi+0x50]
    mov           r9, [rdi+0x70]
    mov           r10, [rdi+0x40]
    mov           r11, [rdi+0x88]
    mov           rbx, [rdi+0x78]
    mov           rbp, [rdi+0x68]
    mov           r12, [rdi+0x80]
    vmovdqu32     zmm0, [rcx]
    vmovdqu32     zmm1, [rcx+0x40]
    vmovdqu32     zmm2, [rcx+0x80]
    vpxord        zmm3, zmm3, zmm3
    vpxord        zmm4, zmm4, zmm4
    vpunpcklbw    zmm5, zmm3, zmm4
    vpunpckhbw    zmm3, zmm3, zmm4
    vmovdqu8      zmm4{k1}{z}, [rsi]
    vmovdqu8      zmm6{k1}{z}, [rsi+0x2d0]
    vpunpcklbw    zmm7, zmm4, zmm6
    vpunpckhbw    zmm4, zmm4, zmm6
    vpunpcklwd    zmm6, zmm5, zmm7
    vpunpckhwd    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm3, zmm4
    vpunpckhwd    zmm3, zmm3, zmm4
    vmovdqu32     zmm4, [rdx]
    vmovdqu32     zmm8, [rdx+0x40]
    vmovdqu32     zmm9, [rdx+0x80]
    vmovdqu32     zmm10, [rdx+0xc0]
    vpdpbusd      zmm4, zmm6, [r8+0x200]
    vpdpbusd      zmm8, zmm5, [r8+0x240]
    vpdpbusd      zmm9, zmm7, [r8+0x280]
    vpdpbusd      zmm10, zmm3, [r8+0x2c0]
    vmovdqu32     zmm11, [r9]
    vmovdqu32     zmm12, [r9+0x40]
    vmovdqu32     zmm13, [r9+0x80]
    vmovdqu32     zmm14, [r9+0xc0]
    vpdpbusd      zmm11, zmm6, [r8+0xc00]
    vpdpbusd      zmm12, zmm5, [r8+0xc40]
    vpdpbusd      zmm13, zmm7, [r8+0xc80]
    vpdpbusd      zmm14, zmm3, [r8+0xcc0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0x5a0]
    vmovdqu8      zmm5{k1}{z}, [rsi+0x870]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5{k1}{z}, [rsi+0xb40]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x700]
    vpdpbusd      zmm8, zmm6, [r8+0x740]
    vpdpbusd      zmm9, zmm15, [r8+0x780]
    vpdpbusd      zmm10, zmm3, [r8+0x7c0]
    vpdpbusd      zmm11, zmm7, [r8+0x1100]
    vpdpbusd      zmm12, zmm6, [r8+0x1140]
    vpdpbusd      zmm13, zmm15, [r8+0x1180]
    vpdpbusd      zmm14, zmm3, [r8+0x11c0]
    vpxord        zmm3, zmm3, zmm3
    vpxord        zmm5, zmm5, zmm5
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5{k1}{z}, [rsi+0x50]
    vmovdqu8      zmm7{k1}{z}, [rsi+0x320]
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x300]
    vpdpbusd      zmm8, zmm6, [r8+0x340]
    vpdpbusd      zmm9, zmm15, [r8+0x380]
    vpdpbusd      zmm10, zmm3, [r8+0x3c0]
    vpdpbusd      zmm11, zmm7, [r8+0xd00]
    vpdpbusd      zmm12, zmm6, [r8+0xd40]
    vpdpbusd      zmm13, zmm15, [r8+0xd80]
    vpdpbusd      zmm14, zmm3, [r8+0xdc0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0x5f0]
    vmovdqu8      zmm5{k1}{z}, [rsi+0x8c0]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5{k1}{z}, [rsi+0xb90]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x800]
    vpdpbusd      zmm8, zmm6, [r8+0x840]
    vpdpbusd      zmm9, zmm15, [r8+0x880]
    vpdpbusd      zmm10, zmm3, [r8+0x8c0]
    vpdpbusd      zmm11, zmm7, [r8+0x1200]
    vpdpbusd      zmm12, zmm6, [r8+0x1240]
    vpdpbusd      zmm13, zmm15, [r8+0x1280]
    vpdpbusd      zmm14, zmm3, [r8+0x12c0]
    vpxord        zmm3, zmm3, zmm3
    vpxord        zmm5, zmm5, zmm5
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5{k1}{z}, [rsi+0xa0]
    vmovdqu8      zmm7{k1}{z}, [rsi+0x370]
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x400]
    vpdpbusd      zmm8, zmm6, [r8+0x440]
    vpdpbusd      zmm9, zmm15, [r8+0x480]
    vpdpbusd      zmm10, zmm3, [r8+0x4c0]
    vpdpbusd      zmm11, zmm7, [r8+0xe00]
    vpdpbusd      zmm12, zmm6, [r8+0xe40]
    vpdpbusd      zmm13, zmm15, [r8+0xe80]
    vpdpbusd      zmm14, zmm3, [r8+0xec0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0x640]
    vmovdqu8      zmm5{k1}{z}, [rsi+0x910]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5{k1}{z}, [rsi+0xbe0]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x900]
    vpdpbusd      zmm8, zmm6, [r8+0x940]
    vpdpbusd      zmm9, zmm15, [r8+0x980]
    vpdpbusd      zmm10, zmm3, [r8+0x9c0]
    vpdpbusd      zmm11, zmm7, [r8+0x1300]
    vpdpbusd      zmm12, zmm6, [r8+0x1340]
    vpdpbusd      zmm13, zmm15, [r8+0x1380]
    vpdpbusd      zmm14, zmm3, [r8+0x13c0]
    vmovups       zmm3, [r10]
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm4{rne-sae}, zmm4, zmm3
    vcvtdq2ps     zmm5{rne-sae}, zmm11
    vmulps        zmm3{rne-sae}, zmm5, zmm3
    vmovups       zmm5, [r10+0x40]
    vcvtdq2ps     zmm6{rne-sae}, zmm8
    vmulps        zmm6{rne-sae}, zmm6, zmm5
    vcvtdq2ps     zmm7{rne-sae}, zmm12
    vmulps        zmm5{rne-sae}, zmm7, zmm5
    vmovups       zmm7, [r10+0x80]
    vcvtdq2ps     zmm8{rne-sae}, zmm9
    vmulps        zmm8{rne-sae}, zmm8, zmm7
    vcvtdq2ps     zmm9{rne-sae}, zmm13
    vmulps        zmm7{rne-sae}, zmm9, zmm7
    vmovups       zmm9, [r10+0xc0]
    vcvtdq2ps     zmm10{rne-sae}, zmm10
    vmulps        zmm10{rne-sae}, zmm10, zmm9
    vcvtdq2ps     zmm11{rne-sae}, zmm14
    vmulps        zmm9{rne-sae}, zmm11, zmm9
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vcvtps2dq     zmm8{rne-sae}, zmm8
    vcvtps2dq     zmm10{rne-sae}, zmm10
    vpackssdw     zmm4, zmm4, zmm6
    vpackssdw     zmm6, zmm8, zmm10
    vpbroadcastd  zmm8, [constant0]
    vpaddsw       zmm4, zmm4, zmm8
    vpaddsw       zmm6, zmm6, zmm8
    vpackuswb     zmm4, zmm4, zmm6
    vmovdqu32     [r11], xmm4
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm5
    vcvtps2dq     zmm5{rne-sae}, zmm7
    vcvtps2dq     zmm6{rne-sae}, zmm9
    vpackssdw     zmm3, zmm3, zmm4
    vpackssdw     zmm4, zmm5, zmm6
    vpbroadcastd  zmm5, [constant0]
    vpaddsw       zmm3, zmm3, zmm5
    vpaddsw       zmm4, zmm4, zmm5
    vpackuswb     zmm3, zmm3, zmm4
    vmovdqu32     [r11+0x190], xmm3
    vpxord        zmm3, zmm3, zmm3
    vpxord        zmm4, zmm4, zmm4
    vpunpcklbw    zmm5, zmm3, zmm4
    vpunpckhbw    zmm3, zmm3, zmm4
    vmovdqu8      zmm4{k1}{z}, [rsi]
    vmovdqu8      zmm6{k1}{z}, [rsi+0x2d0]
    vpunpcklbw    zmm7, zmm4, zmm6
    vpunpckhbw    zmm4, zmm4, zmm6
    vpunpcklwd    zmm6, zmm5, zmm7
    vpunpckhwd    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm3, zmm4
    vpunpckhwd    zmm3, zmm3, zmm4
    vmovdqa32     zmm4, zmm0
    vmovdqa32     zmm8, zmm1
    vmovdqa32     zmm9, zmm2
    vmovdqu32     zmm10, [rcx+0xc0]
    vpdpbusd      zmm4, zmm6, [r8]
    vpdpbusd      zmm8, zmm5, [r8+0x40]
    vpdpbusd      zmm9, zmm7, [r8+0x80]
    vpdpbusd      zmm10, zmm3, [r8+0xc0]
    vmovdqu32     zmm11, [rbx]
    vmovdqu32     zmm12, [rbx+0x40]
    vmovdqu32     zmm13, [rbx+0x80]
    vmovdqu32     zmm14, [rbx+0xc0]
    vpdpbusd      zmm11, zmm6, [r8+0xa00]
    vpdpbusd      zmm12, zmm5, [r8+0xa40]
    vpdpbusd      zmm13, zmm7, [r8+0xa80]
    vpdpbusd      zmm14, zmm3, [r8+0xac0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0x5a0]
    vmovdqu8      zmm5{k1}{z}, [rsi+0x870]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5{k1}{z}, [rsi+0xb40]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x500]
    vpdpbusd      zmm8, zmm6, [r8+0x540]
    vpdpbusd      zmm9, zmm15, [r8+0x580]
    vpdpbusd      zmm10, zmm3, [r8+0x5c0]
    vpdpbusd      zmm11, zmm7, [r8+0xf00]
    vpdpbusd      zmm12, zmm6, [r8+0xf40]
    vpdpbusd      zmm13, zmm15, [r8+0xf80]
    vpdpbusd      zmm14, zmm3, [r8+0xfc0]
    vpxord        zmm3, zmm3, zmm3
    vpxord        zmm5, zmm5, zmm5
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5{k1}{z}, [rsi+0x50]
    vmovdqu8      zmm7{k1}{z}, [rsi+0x320]
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x100]
    vpdpbusd      zmm8, zmm6, [r8+0x140]
    vpdpbusd      zmm9, zmm15, [r8+0x180]
    vpdpbusd      zmm10, zmm3, [r8+0x1c0]
    vpdpbusd      zmm11, zmm7, [r8+0xb00]
    vpdpbusd      zmm12, zmm6, [r8+0xb40]
    vpdpbusd      zmm13, zmm15, [r8+0xb80]
    vpdpbusd      zmm14, zmm3, [r8+0xbc0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0x5f0]
    vmovdqu8      zmm5{k1}{z}, [rsi+0x8c0]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5{k1}{z}, [rsi+0xb90]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x600]
    vpdpbusd      zmm8, zmm6, [r8+0x640]
    vpdpbusd      zmm9, zmm15, [r8+0x680]
    vpdpbusd      zmm10, zmm3, [r8+0x6c0]
    vpdpbusd      zmm11, zmm7, [r8+0x1000]
    vpdpbusd      zmm12, zmm6, [r8+0x1040]
    vpdpbusd      zmm13, zmm15, [r8+0x1080]
    vpdpbusd      zmm14, zmm3, [r8+0x10c0]
    vpxord        zmm3, zmm3, zmm3
    vpxord        zmm5, zmm5, zmm5
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5{k1}{z}, [rsi+0xa0]
    vmovdqu8      zmm7{k1}{z}, [rsi+0x370]
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x200]
    vpdpbusd      zmm8, zmm6, [r8+0x240]
    vpdpbusd      zmm9, zmm15, [r8+0x280]
    vpdpbusd      zmm10, zmm3, [r8+0x2c0]
    vpdpbusd      zmm11, zmm7, [r8+0xc00]
    vpdpbusd      zmm12, zmm6, [r8+0xc40]
    vpdpbusd      zmm13, zmm15, [r8+0xc80]
    vpdpbusd      zmm14, zmm3, [r8+0xcc0]
    vmovdqa32     zmm5, zmm0
    vmovdqa32     zmm16, zmm1
    vmovdqa32     zmm17, zmm2
    vmovdqu32     zmm18, [rcx+0xc0]
    vpdpbusd      zmm5, zmm7, [r8]
    vpdpbusd      zmm16, zmm6, [r8+0x40]
    vpdpbusd      zmm17, zmm15, [r8+0x80]
    vpdpbusd      zmm18, zmm3, [r8+0xc0]
    vmovdqu32     zmm19, [rbx]
    vmovdqu32     zmm20, [rbx+0x40]
    vmovdqu32     zmm21, [rbx+0x80]
    vmovdqu32     zmm22, [rbx+0xc0]
    vpdpbusd      zmm19, zmm7, [r8+0xa00]
    vpdpbusd      zmm20, zmm6, [r8+0xa40]
    vpdpbusd      zmm21, zmm15, [r8+0xa80]
    vpdpbusd      zmm22, zmm3, [r8+0xac0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0x640]
    vmovdqu8      zmm6{k1}{z}, [rsi+0x910]
    vpunpcklbw    zmm7, zmm3, zmm6
    vpunpckhbw    zmm3, zmm3, zmm6
    vmovdqu8      zmm6{k1}{z}, [rsi+0xbe0]
    vpxord        zmm15, zmm15, zmm15
    vpunpcklbw    zmm23, zmm6, zmm15
    vpunpckhbw    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm7, zmm23
    vpunpckhwd    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm3, zmm6
    vpunpckhwd    zmm3, zmm3, zmm6
    vpdpbusd      zmm4, zmm15, [r8+0x700]
    vpdpbusd      zmm8, zmm7, [r8+0x740]
    vpdpbusd      zmm9, zmm23, [r8+0x780]
    vpdpbusd      zmm10, zmm3, [r8+0x7c0]
    vpdpbusd      zmm11, zmm15, [r8+0x1100]
    vpdpbusd      zmm12, zmm7, [r8+0x1140]
    vpdpbusd      zmm13, zmm23, [r8+0x1180]
    vpdpbusd      zmm14, zmm3, [r8+0x11c0]
    vpdpbusd      zmm5, zmm15, [r8+0x500]
    vpdpbusd      zmm16, zmm7, [r8+0x540]
    vpdpbusd      zmm17, zmm23, [r8+0x580]
    vpdpbusd      zmm18, zmm3, [r8+0x5c0]
    vpdpbusd      zmm19, zmm15, [r8+0xf00]
    vpdpbusd      zmm20, zmm7, [r8+0xf40]
    vpdpbusd      zmm21, zmm23, [r8+0xf80]
    vpdpbusd      zmm22, zmm3, [r8+0xfc0]
    vpxord        zmm3, zmm3, zmm3
    vpxord        zmm6, zmm6, zmm6
    vpunpcklbw    zmm7, zmm3, zmm6
    vpunpckhbw    zmm3, zmm3, zmm6
    vmovdqu8      zmm6{k1}{z}, [rsi+0xf0]
    vmovdqu8      zmm15{k1}{z}, [rsi+0x3c0]
    vpunpcklbw    zmm23, zmm6, zmm15
    vpunpckhbw    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm7, zmm23
    vpunpckhwd    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm3, zmm6
    vpunpckhwd    zmm3, zmm3, zmm6
    vpdpbusd      zmm4, zmm15, [r8+0x300]
    vpdpbusd      zmm8, zmm7, [r8+0x340]
    vpdpbusd      zmm9, zmm23, [r8+0x380]
    vpdpbusd      zmm10, zmm3, [r8+0x3c0]
    vpdpbusd      zmm11, zmm15, [r8+0xd00]
    vpdpbusd      zmm12, zmm7, [r8+0xd40]
    vpdpbusd      zmm13, zmm23, [r8+0xd80]
    vpdpbusd      zmm14, zmm3, [r8+0xdc0]
    vpdpbusd      zmm5, zmm15, [r8+0x100]
    vpdpbusd      zmm16, zmm7, [r8+0x140]
    vpdpbusd      zmm17, zmm23, [r8+0x180]
    vpdpbusd      zmm18, zmm3, [r8+0x1c0]
    vpdpbusd      zmm19, zmm15, [r8+0xb00]
    vpdpbusd      zmm20, zmm7, [r8+0xb40]
    vpdpbusd      zmm21, zmm23, [r8+0xb80]
    vpdpbusd      zmm22, zmm3, [r8+0xbc0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0x690]
    vmovdqu8      zmm6{k1}{z}, [rsi+0x960]
    vpunpcklbw    zmm7, zmm3, zmm6
    vpunpckhbw    zmm3, zmm3, zmm6
    vmovdqu8      zmm6{k1}{z}, [rsi+0xc30]
    vpxord        zmm15, zmm15, zmm15
    vpunpcklbw    zmm23, zmm6, zmm15
    vpunpckhbw    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm7, zmm23
    vpunpckhwd    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm3, zmm6
    vpunpckhwd    zmm3, zmm3, zmm6
    vpdpbusd      zmm4, zmm15, [r8+0x800]
    vpdpbusd      zmm8, zmm7, [r8+0x840]
    vpdpbusd      zmm9, zmm23, [r8+0x880]
    vpdpbusd      zmm10, zmm3, [r8+0x8c0]
    vpdpbusd      zmm11, zmm15, [r8+0x1200]
    vpdpbusd      zmm12, zmm7, [r8+0x1240]
    vpdpbusd      zmm13, zmm23, [r8+0x1280]
    vpdpbusd      zmm14, zmm3, [r8+0x12c0]
    vpdpbusd      zmm5, zmm15, [r8+0x600]
    vpdpbusd      zmm16, zmm7, [r8+0x640]
    vpdpbusd      zmm17, zmm23, [r8+0x680]
    vpdpbusd      zmm18, zmm3, [r8+0x6c0]
    vpdpbusd      zmm19, zmm15, [r8+0x1000]
    vpdpbusd      zmm20, zmm7, [r8+0x1040]
    vpdpbusd      zmm21, zmm23, [r8+0x1080]
    vpdpbusd      zmm22, zmm3, [r8+0x10c0]
    vpxord        zmm3, zmm3, zmm3
    vpxord        zmm6, zmm6, zmm6
    vpunpcklbw    zmm7, zmm3, zmm6
    vpunpckhbw    zmm3, zmm3, zmm6
    vmovdqu8      zmm6{k1}{z}, [rsi+0x140]
    vmovdqu8      zmm15{k1}{z}, [rsi+0x410]
    vpunpcklbw    zmm23, zmm6, zmm15
    vpunpckhbw    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm7, zmm23
    vpunpckhwd    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm3, zmm6
    vpunpckhwd    zmm3, zmm3, zmm6
    vpdpbusd      zmm4, zmm15, [r8+0x400]
    vpdpbusd      zmm8, zmm7, [r8+0x440]
    vpdpbusd      zmm9, zmm23, [r8+0x480]
    vpdpbusd      zmm10, zmm3, [r8+0x4c0]
    vpdpbusd      zmm11, zmm15, [r8+0xe00]
    vpdpbusd      zmm12, zmm7, [r8+0xe40]
    vpdpbusd      zmm13, zmm23, [r8+0xe80]
    vpdpbusd      zmm14, zmm3, [r8+0xec0]
    vpdpbusd      zmm5, zmm15, [r8+0x200]
    vpdpbusd      zmm16, zmm7, [r8+0x240]
    vpdpbusd      zmm17, zmm23, [r8+0x280]
    vpdpbusd      zmm18, zmm3, [r8+0x2c0]
    vpdpbusd      zmm19, zmm15, [r8+0xc00]
    vpdpbusd      zmm20, zmm7, [r8+0xc40]
    vpdpbusd      zmm21, zmm23, [r8+0xc80]
    vpdpbusd      zmm22, zmm3, [r8+0xcc0]
    vmovdqu32     zmm6, [rcx+0xc0]
    vpdpbusd      zmm0, zmm15, [r8]
    vpdpbusd      zmm1, zmm7, [r8+0x40]
    vpdpbusd      zmm2, zmm23, [r8+0x80]
    vpdpbusd      zmm6, zmm3, [r8+0xc0]
    vmovdqu32     zmm24, [rbx]
    vmovdqu32     zmm25, [rbx+0x40]
    vmovdqu32     zmm26, [rbx+0x80]
    vmovdqu32     zmm27, [rbx+0xc0]
    vpdpbusd      zmm24, zmm15, [r8+0xa00]
    vpdpbusd      zmm25, zmm7, [r8+0xa40]
    vpdpbusd      zmm26, zmm23, [r8+0xa80]
    vpdpbusd      zmm27, zmm3, [r8+0xac0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0x6e0]
    vmovdqu8      zmm7{k1}{z}, [rsi+0x9b0]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7{k1}{z}, [rsi+0xc80]
    vpxord        zmm23, zmm23, zmm23
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm4, zmm23, [r8+0x900]
    vpdpbusd      zmm8, zmm15, [r8+0x940]
    vpdpbusd      zmm9, zmm28, [r8+0x980]
    vpdpbusd      zmm10, zmm3, [r8+0x9c0]
    vpdpbusd      zmm11, zmm23, [r8+0x1300]
    vpdpbusd      zmm12, zmm15, [r8+0x1340]
    vpdpbusd      zmm13, zmm28, [r8+0x1380]
    vpdpbusd      zmm14, zmm3, [r8+0x13c0]
    vpdpbusd      zmm5, zmm23, [r8+0x700]
    vpdpbusd      zmm16, zmm15, [r8+0x740]
    vpdpbusd      zmm17, zmm28, [r8+0x780]
    vpdpbusd      zmm18, zmm3, [r8+0x7c0]
    vpdpbusd      zmm19, zmm23, [r8+0x1100]
    vpdpbusd      zmm20, zmm15, [r8+0x1140]
    vpdpbusd      zmm21, zmm28, [r8+0x1180]
    vpdpbusd      zmm22, zmm3, [r8+0x11c0]
    vpdpbusd      zmm0, zmm23, [r8+0x500]
    vpdpbusd      zmm1, zmm15, [r8+0x540]
    vpdpbusd      zmm2, zmm28, [r8+0x580]
    vpdpbusd      zmm6, zmm3, [r8+0x5c0]
    vpdpbusd      zmm24, zmm23, [r8+0xf00]
    vpdpbusd      zmm25, zmm15, [r8+0xf40]
    vpdpbusd      zmm26, zmm28, [r8+0xf80]
    vpdpbusd      zmm27, zmm3, [r8+0xfc0]
    vpxord        zmm3, zmm3, zmm3
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7{k1}{z}, [rsi+0x190]
    vmovdqu8      zmm23{k1}{z}, [rsi+0x460]
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm5, zmm23, [r8+0x300]
    vpdpbusd      zmm16, zmm15, [r8+0x340]
    vpdpbusd      zmm17, zmm28, [r8+0x380]
    vpdpbusd      zmm18, zmm3, [r8+0x3c0]
    vpdpbusd      zmm19, zmm23, [r8+0xd00]
    vpdpbusd      zmm20, zmm15, [r8+0xd40]
    vpdpbusd      zmm21, zmm28, [r8+0xd80]
    vpdpbusd      zmm22, zmm3, [r8+0xdc0]
    vpdpbusd      zmm0, zmm23, [r8+0x100]
    vpdpbusd      zmm1, zmm15, [r8+0x140]
    vpdpbusd      zmm2, zmm28, [r8+0x180]
    vpdpbusd      zmm6, zmm3, [r8+0x1c0]
    vpdpbusd      zmm24, zmm23, [r8+0xb00]
    vpdpbusd      zmm25, zmm15, [r8+0xb40]
    vpdpbusd      zmm26, zmm28, [r8+0xb80]
    vpdpbusd      zmm27, zmm3, [r8+0xbc0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0x730]
    vmovdqu8      zmm7{k1}{z}, [rsi+0xa00]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7{k1}{z}, [rsi+0xcd0]
    vpxord        zmm23, zmm23, zmm23
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm5, zmm23, [r8+0x800]
    vpdpbusd      zmm16, zmm15, [r8+0x840]
    vpdpbusd      zmm17, zmm28, [r8+0x880]
    vpdpbusd      zmm18, zmm3, [r8+0x8c0]
    vpdpbusd      zmm19, zmm23, [r8+0x1200]
    vpdpbusd      zmm20, zmm15, [r8+0x1240]
    vpdpbusd      zmm21, zmm28, [r8+0x1280]
    vpdpbusd      zmm22, zmm3, [r8+0x12c0]
    vpdpbusd      zmm0, zmm23, [r8+0x600]
    vpdpbusd      zmm1, zmm15, [r8+0x640]
    vpdpbusd      zmm2, zmm28, [r8+0x680]
    vpdpbusd      zmm6, zmm3, [r8+0x6c0]
    vpdpbusd      zmm24, zmm23, [r8+0x1000]
    vpdpbusd      zmm25, zmm15, [r8+0x1040]
    vpdpbusd      zmm26, zmm28, [r8+0x1080]
    vpdpbusd      zmm27, zmm3, [r8+0x10c0]
    vpxord        zmm3, zmm3, zmm3
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7{k1}{z}, [rsi+0x1e0]
    vmovdqu8      zmm23{k1}{z}, [rsi+0x4b0]
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm5, zmm23, [r8+0x400]
    vpdpbusd      zmm16, zmm15, [r8+0x440]
    vpdpbusd      zmm17, zmm28, [r8+0x480]
    vpdpbusd      zmm18, zmm3, [r8+0x4c0]
    vpdpbusd      zmm19, zmm23, [r8+0xe00]
    vpdpbusd      zmm20, zmm15, [r8+0xe40]
    vpdpbusd      zmm21, zmm28, [r8+0xe80]
    vpdpbusd      zmm22, zmm3, [r8+0xec0]
    vpdpbusd      zmm0, zmm23, [r8+0x200]
    vpdpbusd      zmm1, zmm15, [r8+0x240]
    vpdpbusd      zmm2, zmm28, [r8+0x280]
    vpdpbusd      zmm6, zmm3, [r8+0x2c0]
    vpdpbusd      zmm24, zmm23, [r8+0xc00]
    vpdpbusd      zmm25, zmm15, [r8+0xc40]
    vpdpbusd      zmm26, zmm28, [r8+0xc80]
    vpdpbusd      zmm27, zmm3, [r8+0xcc0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0x780]
    vmovdqu8      zmm7{k1}{z}, [rsi+0xa50]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7{k1}{z}, [rsi+0xd20]
    vpxord        zmm23, zmm23, zmm23
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm5, zmm23, [r8+0x900]
    vpdpbusd      zmm16, zmm15, [r8+0x940]
    vpdpbusd      zmm17, zmm28, [r8+0x980]
    vpdpbusd      zmm18, zmm3, [r8+0x9c0]
    vpdpbusd      zmm19, zmm23, [r8+0x1300]
    vpdpbusd      zmm20, zmm15, [r8+0x1340]
    vpdpbusd      zmm21, zmm28, [r8+0x1380]
    vpdpbusd      zmm22, zmm3, [r8+0x13c0]
    vpdpbusd      zmm0, zmm23, [r8+0x700]
    vpdpbusd      zmm1, zmm15, [r8+0x740]
    vpdpbusd      zmm2, zmm28, [r8+0x780]
    vpdpbusd      zmm6, zmm3, [r8+0x7c0]
    vpdpbusd      zmm24, zmm23, [r8+0x1100]
    vpdpbusd      zmm25, zmm15, [r8+0x1140]
    vpdpbusd      zmm26, zmm28, [r8+0x1180]
    vpdpbusd      zmm27, zmm3, [r8+0x11c0]
    vpxord        zmm3, zmm3, zmm3
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7{k1}{z}, [rsi+0x230]
    vmovdqu8      zmm23{k1}{z}, [rsi+0x500]
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm0, zmm23, [r8+0x300]
    vpdpbusd      zmm1, zmm15, [r8+0x340]
    vpdpbusd      zmm2, zmm28, [r8+0x380]
    vpdpbusd      zmm6, zmm3, [r8+0x3c0]
    vpdpbusd      zmm24, zmm23, [r8+0xd00]
    vpdpbusd      zmm25, zmm15, [r8+0xd40]
    vpdpbusd      zmm26, zmm28, [r8+0xd80]
    vpdpbusd      zmm27, zmm3, [r8+0xdc0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0x7d0]
    vmovdqu8      zmm7{k1}{z}, [rsi+0xaa0]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7{k1}{z}, [rsi+0xd70]
    vpxord        zmm23, zmm23, zmm23
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm0, zmm23, [r8+0x800]
    vpdpbusd      zmm1, zmm15, [r8+0x840]
    vpdpbusd      zmm2, zmm28, [r8+0x880]
    vpdpbusd      zmm6, zmm3, [r8+0x8c0]
    vpdpbusd      zmm24, zmm23, [r8+0x1200]
    vpdpbusd      zmm25, zmm15, [r8+0x1240]
    vpdpbusd      zmm26, zmm28, [r8+0x1280]
    vpdpbusd      zmm27, zmm3, [r8+0x12c0]
    vpxord        zmm3, zmm3, zmm3
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7{k1}{z}, [rsi+0x280]
    vmovdqu8      zmm23{k1}{z}, [rsi+0x550]
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm0, zmm23, [r8+0x400]
    vpdpbusd      zmm1, zmm15, [r8+0x440]
    vpdpbusd      zmm2, zmm28, [r8+0x480]
    vpdpbusd      zmm6, zmm3, [r8+0x4c0]
    vpdpbusd      zmm24, zmm23, [r8+0xe00]
    vpdpbusd      zmm25, zmm15, [r8+0xe40]
    vpdpbusd      zmm26, zmm28, [r8+0xe80]
    vpdpbusd      zmm27, zmm3, [r8+0xec0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0x820]
    vmovdqu8      zmm7{k1}{z}, [rsi+0xaf0]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7{k1}{z}, [rsi+0xdc0]
    vpxord        zmm23, zmm23, zmm23
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm0, zmm23, [r8+0x900]
    vpdpbusd      zmm1, zmm15, [r8+0x940]
    vpdpbusd      zmm2, zmm28, [r8+0x980]
    vpdpbusd      zmm6, zmm3, [r8+0x9c0]
    vpdpbusd      zmm24, zmm23, [r8+0x1300]
    vpdpbusd      zmm25, zmm15, [r8+0x1340]
    vpdpbusd      zmm26, zmm28, [r8+0x1380]
    vpdpbusd      zmm27, zmm3, [r8+0x13c0]
    vmovups       zmm3, [r10]
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm4{rne-sae}, zmm4, zmm3
    vcvtdq2ps     zmm5{rne-sae}, zmm5
    vmulps        zmm5{rne-sae}, zmm5, zmm3
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm3
    vcvtdq2ps     zmm7{rne-sae}, zmm11
    vmulps        zmm7{rne-sae}, zmm7, zmm3
    vcvtdq2ps     zmm11{rne-sae}, zmm19
    vmulps        zmm11{rne-sae}, zmm11, zmm3
    vcvtdq2ps     zmm15{rne-sae}, zmm24
    vmulps        zmm3{rne-sae}, zmm15, zmm3
    vmovups       zmm15, [r10+0x40]
    vcvtdq2ps     zmm8{rne-sae}, zmm8
    vmulps        zmm8{rne-sae}, zmm8, zmm15
    vcvtdq2ps     zmm16{rne-sae}, zmm16
    vmulps        zmm16{rne-sae}, zmm16, zmm15
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm15
    vcvtdq2ps     zmm12{rne-sae}, zmm12
    vmulps        zmm12{rne-sae}, zmm12, zmm15
    vcvtdq2ps     zmm19{rne-sae}, zmm20
    vmulps        zmm19{rne-sae}, zmm19, zmm15
    vcvtdq2ps     zmm20{rne-sae}, zmm25
    vmulps        zmm15{rne-sae}, zmm20, zmm15
    vmovups       zmm20, [r10+0x80]
    vcvtdq2ps     zmm9{rne-sae}, zmm9
    vmulps        zmm9{rne-sae}, zmm9, zmm20
    vcvtdq2ps     zmm17{rne-sae}, zmm17
    vmulps        zmm17{rne-sae}, zmm17, zmm20
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmulps        zmm2{rne-sae}, zmm2, zmm20
    vcvtdq2ps     zmm13{rne-sae}, zmm13
    vmulps        zmm13{rne-sae}, zmm13, zmm20
    vcvtdq2ps     zmm21{rne-sae}, zmm21
    vmulps        zmm21{rne-sae}, zmm21, zmm20
    vcvtdq2ps     zmm23{rne-sae}, zmm26
    vmulps        zmm20{rne-sae}, zmm23, zmm20
    vmovups       zmm23, [r10+0xc0]
    vcvtdq2ps     zmm10{rne-sae}, zmm10
    vmulps        zmm10{rne-sae}, zmm10, zmm23
    vcvtdq2ps     zmm18{rne-sae}, zmm18
    vmulps        zmm18{rne-sae}, zmm18, zmm23
    vcvtdq2ps     zmm6{rne-sae}, zmm6
    vmulps        zmm6{rne-sae}, zmm6, zmm23
    vcvtdq2ps     zmm14{rne-sae}, zmm14
    vmulps        zmm14{rne-sae}, zmm14, zmm23
    vcvtdq2ps     zmm22{rne-sae}, zmm22
    vmulps        zmm22{rne-sae}, zmm22, zmm23
    vcvtdq2ps     zmm24{rne-sae}, zmm27
    vmulps        zmm23{rne-sae}, zmm24, zmm23
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm8{rne-sae}, zmm8
    vcvtps2dq     zmm9{rne-sae}, zmm9
    vcvtps2dq     zmm10{rne-sae}, zmm10
    vpackssdw     zmm4, zmm4, zmm8
    vpackssdw     zmm8, zmm9, zmm10
    vpbroadcastd  zmm9, [constant0]
    vpaddsw       zmm4, zmm4, zmm9
    vpaddsw       zmm8, zmm8, zmm9
    vpackuswb     zmm4, zmm4, zmm8
    vmovdqu32     [r11+0x50], xmm4
    vcvtps2dq     zmm4{rne-sae}, zmm5
    vcvtps2dq     zmm5{rne-sae}, zmm16
    vcvtps2dq     zmm8{rne-sae}, zmm17
    vcvtps2dq     zmm9{rne-sae}, zmm18
    vpackssdw     zmm4, zmm4, zmm5
    vpackssdw     zmm5, zmm8, zmm9
    vpbroadcastd  zmm8, [constant0]
    vpaddsw       zmm4, zmm4, zmm8
    vpaddsw       zmm5, zmm5, zmm8
    vpackuswb     zmm4, zmm4, zmm5
    vmovdqu32     [r11+0xa0], xmm4
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm4{rne-sae}, zmm6
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm4
    vpbroadcastd  zmm2, [constant0]
    vpaddsw       zmm0, zmm0, zmm2
    vpaddsw       zmm1, zmm1, zmm2
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqu32     [r11+0xf0], xmm0
    vcvtps2dq     zmm0{rne-sae}, zmm7
    vcvtps2dq     zmm1{rne-sae}, zmm12
    vcvtps2dq     zmm2{rne-sae}, zmm13
    vcvtps2dq     zmm4{rne-sae}, zmm14
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm4
    vpbroadcastd  zmm2, [constant0]
    vpaddsw       zmm0, zmm0, zmm2
    vpaddsw       zmm1, zmm1, zmm2
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqu32     [r11+0x1e0], xmm0
    vcvtps2dq     zmm0{rne-sae}, zmm11
    vcvtps2dq     zmm1{rne-sae}, zmm19
    vcvtps2dq     zmm2{rne-sae}, zmm21
    vcvtps2dq     zmm4{rne-sae}, zmm22
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm4
    vpbroadcastd  zmm2, [constant0]
    vpaddsw       zmm0, zmm0, zmm2
    vpaddsw       zmm1, zmm1, zmm2
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqu32     [r11+0x230], xmm0
    vcvtps2dq     zmm0{rne-sae}, zmm3
    vcvtps2dq     zmm1{rne-sae}, zmm15
    vcvtps2dq     zmm2{rne-sae}, zmm20
    vcvtps2dq     zmm3{rne-sae}, zmm23
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpbroadcastd  zmm2, [constant0]
    vpaddsw       zmm0, zmm0, zmm2
    vpaddsw       zmm1, zmm1, zmm2
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqu32     [r11+0x280], xmm0
    vpxord        zmm0, zmm0, zmm0
    vpxord        zmm1, zmm1, zmm1
    vpunpcklbw    zmm2, zmm0, zmm1
    vpunpckhbw    zmm0, zmm0, zmm1
    vmovdqu8      zmm1{k1}{z}, [rsi+0x1e0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0x4b0]
    vpunpcklbw    zmm4, zmm1, zmm3
    vpunpckhbw    zmm1, zmm1, zmm3
    vpunpcklwd    zmm3, zmm2, zmm4
    vpunpckhwd    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm0, zmm1
    vpunpckhwd    zmm0, zmm0, zmm1
    vmovdqu32     zmm1, [rbp]
    vmovdqu32     zmm5, [rbp+0x40]
    vmovdqu32     zmm6, [rbp+0x80]
    vmovdqu32     zmm7, [rbp+0xc0]
    vpdpbusd      zmm1, zmm3, [r8]
    vpdpbusd      zmm5, zmm2, [r8+0x40]
    vpdpbusd      zmm6, zmm4, [r8+0x80]
    vpdpbusd      zmm7, zmm0, [r8+0xc0]
    vmovdqu32     zmm8, [r12]
    vmovdqu32     zmm9, [r12+0x40]
    vmovdqu32     zmm10, [r12+0x80]
    vmovdqu32     zmm11, [r12+0xc0]
    vpdpbusd      zmm8, zmm3, [r8+0xa00]
    vpdpbusd      zmm9, zmm2, [r8+0xa40]
    vpdpbusd      zmm10, zmm4, [r8+0xa80]
    vpdpbusd      zmm11, zmm0, [r8+0xac0]
    vmovdqu8      zmm0{k1}{z}, [rsi+0x780]
    vmovdqu8      zmm2{k1}{z}, [rsi+0xa50]
    vpunpcklbw    zmm3, zmm0, zmm2
    vpunpckhbw    zmm0, zmm0, zmm2
    vmovdqu8      zmm2{k1}{z}, [rsi+0xd20]
    vpxord        zmm4, zmm4, zmm4
    vpunpcklbw    zmm12, zmm2, zmm4
    vpunpckhbw    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm3, zmm12
    vpunpckhwd    zmm3, zmm3, zmm12
    vpunpcklwd    zmm12, zmm0, zmm2
    vpunpckhwd    zmm0, zmm0, zmm2
    vpdpbusd      zmm1, zmm4, [r8+0x500]
    vpdpbusd      zmm5, zmm3, [r8+0x540]
    vpdpbusd      zmm6, zmm12, [r8+0x580]
    vpdpbusd      zmm7, zmm0, [r8+0x5c0]
    vpdpbusd      zmm8, zmm4, [r8+0xf00]
    vpdpbusd      zmm9, zmm3, [r8+0xf40]
    vpdpbusd      zmm10, zmm12, [r8+0xf80]
    vpdpbusd      zmm11, zmm0, [r8+0xfc0]
    vpxord        zmm0, zmm0, zmm0
    vpxord        zmm2, zmm2, zmm2
    vpunpcklbw    zmm3, zmm0, zmm2
    vpunpckhbw    zmm0, zmm0, zmm2
    vmovdqu8      zmm2{k1}{z}, [rsi+0x230]
    vmovdqu8      zmm4{k1}{z}, [rsi+0x500]
    vpunpcklbw    zmm12, zmm2, zmm4
    vpunpckhbw    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm3, zmm12
    vpunpckhwd    zmm3, zmm3, zmm12
    vpunpcklwd    zmm12, zmm0, zmm2
    vpunpckhwd    zmm0, zmm0, zmm2
    vpdpbusd      zmm1, zmm4, [r8+0x100]
    vpdpbusd      zmm5, zmm3, [r8+0x140]
    vpdpbusd      zmm6, zmm12, [r8+0x180]
    vpdpbusd      zmm7, zmm0, [r8+0x1c0]
    vpdpbusd      zmm8, zmm4, [r8+0xb00]
    vpdpbusd      zmm9, zmm3, [r8+0xb40]
    vpdpbusd      zmm10, zmm12, [r8+0xb80]
    vpdpbusd      zmm11, zmm0, [r8+0xbc0]
    vmovdqu8      zmm0{k1}{z}, [rsi+0x7d0]
    vmovdqu8      zmm2{k1}{z}, [rsi+0xaa0]
    vpunpcklbw    zmm3, zmm0, zmm2
    vpunpckhbw    zmm0, zmm0, zmm2
    vmovdqu8      zmm2{k1}{z}, [rsi+0xd70]
    vpxord        zmm4, zmm4, zmm4
    vpunpcklbw    zmm12, zmm2, zmm4
    vpunpckhbw    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm3, zmm12
    vpunpckhwd    zmm3, zmm3, zmm12
    vpunpcklwd    zmm12, zmm0, zmm2
    vpunpckhwd    zmm0, zmm0, zmm2
    vpdpbusd      zmm1, zmm4, [r8+0x600]
    vpdpbusd      zmm5, zmm3, [r8+0x640]
    vpdpbusd      zmm6, zmm12, [r8+0x680]
    vpdpbusd      zmm7, zmm0, [r8+0x6c0]
    vpdpbusd      zmm8, zmm4, [r8+0x1000]
    vpdpbusd      zmm9, zmm3, [r8+0x1040]
    vpdpbusd      zmm10, zmm12, [r8+0x1080]
    vpdpbusd      zmm11, zmm0, [r8+0x10c0]
    vpxord        zmm0, zmm0, zmm0
    vpxord        zmm2, zmm2, zmm2
    vpunpcklbw    zmm3, zmm0, zmm2
    vpunpckhbw    zmm0, zmm0, zmm2
    vmovdqu8      zmm2{k1}{z}, [rsi+0x280]
    vmovdqu8      zmm4{k1}{z}, [rsi+0x550]
    vpunpcklbw    zmm12, zmm2, zmm4
    vpunpckhbw    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm3, zmm12
    vpunpckhwd    zmm3, zmm3, zmm12
    vpunpcklwd    zmm12, zmm0, zmm2
    vpunpckhwd    zmm0, zmm0, zmm2
    vpdpbusd      zmm1, zmm4, [r8+0x200]
    vpdpbusd      zmm5, zmm3, [r8+0x240]
    vpdpbusd      zmm6, zmm12, [r8+0x280]
    vpdpbusd      zmm7, zmm0, [r8+0x2c0]
    vpdpbusd      zmm8, zmm4, [r8+0xc00]
    vpdpbusd      zmm9, zmm3, [r8+0xc40]
    vpdpbusd      zmm10, zmm12, [r8+0xc80]
    vpdpbusd      zmm11, zmm0, [r8+0xcc0]
    vmovdqu8      zmm0{k1}{z}, [rsi+0x820]
    vmovdqu8      zmm2{k1}{z}, [rsi+0xaf0]
    vpunpcklbw    zmm3, zmm0, zmm2
    vpunpckhbw    zmm0, zmm0, zmm2
    vmovdqu8      zmm2{k1}{z}, [rsi+0xdc0]
    vpxord        zmm4, zmm4, zmm4
    vpunpcklbw    zmm12, zmm2, zmm4
    vpunpckhbw    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm3, zmm12
    vpunpckhwd    zmm3, zmm3, zmm12
    vpunpcklwd    zmm12, zmm0, zmm2
    vpunpckhwd    zmm0, zmm0, zmm2
    vpdpbusd      zmm1, zmm4, [r8+0x700]
    vpdpbusd      zmm5, zmm3, [r8+0x740]
    vpdpbusd      zmm6, zmm12, [r8+0x780]
    vpdpbusd      zmm7, zmm0, [r8+0x7c0]
    vpdpbusd      zmm8, zmm4, [r8+0x1100]
    vpdpbusd      zmm9, zmm3, [r8+0x1140]
    vpdpbusd      zmm10, zmm12, [r8+0x1180]
    vpdpbusd      zmm11, zmm0, [r8+0x11c0]
    vmovups       zmm0, [r10]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm0
    vcvtdq2ps     zmm2{rne-sae}, zmm8
    vmulps        zmm0{rne-sae}, zmm2, zmm0
    vmovups       zmm2, [r10+0x40]
    vcvtdq2ps     zmm3{rne-sae}, zmm5
    vmulps        zmm3{rne-sae}, zmm3, zmm2
    vcvtdq2ps     zmm4{rne-sae}, zmm9
    vmulps        zmm2{rne-sae}, zmm4, zmm2
    vmovups       zmm4, [r10+0x80]
    vcvtdq2ps     zmm5{rne-sae}, zmm6
    vmulps        zmm5{rne-sae}, zmm5, zmm4
    vcvtdq2ps     zmm6{rne-sae}, zmm10
    vmulps        zmm4{rne-sae}, zmm6, zmm4
    vmovups       zmm6, [r10+0xc0]
    vcvtdq2ps     zmm7{rne-sae}, zmm7
    vmulps        zmm7{rne-sae}, zmm7, zmm6
    vcvtdq2ps     zmm8{rne-sae}, zmm11
    vmulps        zmm6{rne-sae}, zmm8, zmm6
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vcvtps2dq     zmm7{rne-sae}, zmm7
    vpackssdw     zmm1, zmm1, zmm3
    vpackssdw     zmm3, zmm5, zmm7
    vpbroadcastd  zmm5, [constant0]
    vpaddsw       zmm1, zmm1, zmm5
    vpaddsw       zmm3, zmm3, zmm5
    vpackuswb     zmm1, zmm1, zmm3
    vmovdqu32     [r11+0x140], xmm1
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm2
    vcvtps2dq     zmm2{rne-sae}, zmm4
    vcvtps2dq     zmm3{rne-sae}, zmm6
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpbroadcastd  zmm2, [constant0]
    vpaddsw       zmm0, zmm0, zmm2
    vpaddsw       zmm1, zmm1, zmm2
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqu32     [r11+0x2d0], xmm0
    mov           rbx, [rdi]
    mov           rbp, [rdi+8]
    mov           r12, [rdi+0x10]
exit:
    vzeroupper
    ret
constant0:
    dd 0x30003

depthwise 5x5/2 channels 16 pixels 1 tile 2x3 on 2x5 #2
code 6426 bytes, constants 42 bytes, 951 instructions, 336 vpdpbusd
29 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xffff
    kmovq         k1, rax
    mov           rcx, [rdi+0x60]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x58]
    mov           r8, [rdi+0x50]
    mov           r9, [rdi+0x40]
    mov           r10, [rdi+0x70]
    mov           r11, [rdi+0x68]
    vmovdqu32     zmm0, [rcx]
    vmovdqu32     zmm1, [rcx+0x40]
    vmovdqu32     zmm2, [rcx+0x80]
    vmovdqu8      zmm3{k1}{z}, [rsi]
    vmovdqu8      zmm4{k1}{z}, [rsi+0x2d0]
    vpunpcklbw    zmm5, zmm3, zmm4
    vpunpckhbw    zmm3, zmm3, zmm4
    vmovdqu8      zmm4{k1}{z}, [rsi+0x5a0]
    vmovdqu8      zmm6{k1}{z}, [rsi+0x870]
    vpunpcklbw    zmm7, zmm4, zmm6
    vpunpckhbw    zmm4, zmm4, zmm6
    vpunpcklwd    zmm6, zmm5, zmm7
    vpunpckhwd    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm3, zmm4
    vpunpckhwd    zmm3, zmm3, zmm4
    vmovdqu32     zmm4, [rdx]
    vmovdqu32     zmm8, [rdx+0x40]
    vmovdqu32     zmm9, [rdx+0x80]
    vmovdqu32     zmm10, [rdx+0xc0]
    vpdpbusd      zmm4, zmm6, [r8+0x200]
    vpdpbusd      zmm8, zmm5, [r8+0x240]
    vpdpbusd      zmm9, zmm7, [r8+0x280]
    vpdpbusd      zmm10, zmm3, [r8+0x2c0]
    vmovdqu32     zmm11, [rdx]
    vmovdqu32     zmm12, [rdx+0x40]
    vmovdqu32     zmm13, [rdx+0x80]
    vmovdqu32     zmm14, [rdx+0xc0]
    vpdpbusd      zmm11, zmm6, [r8+0xc00]
    vpdpbusd      zmm12, zmm5, [r8+0xc40]
    vpdpbusd      zmm13, zmm7, [r8+0xc80]
    vpdpbusd      zmm14, zmm3, [r8+0xcc0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0xb40]
    vmovdqu8      zmm5{k1}{z}, [rsi+0xe10]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5{k1}{z}, [rsi+0x10e0]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x700]
    vpdpbusd      zmm8, zmm6, [r8+0x740]
    vpdpbusd      zmm9, zmm15, [r8+0x780]
    vpdpbusd      zmm10, zmm3, [r8+0x7c0]
    vpdpbusd      zmm11, zmm7, [r8+0x1100]
    vpdpbusd      zmm12, zmm6, [r8+0x1140]
    vpdpbusd      zmm13, zmm15, [r8+0x1180]
    vpdpbusd      zmm14, zmm3, [r8+0x11c0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0x50]
    vmovdqu8      zmm5{k1}{z}, [rsi+0x320]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5{k1}{z}, [rsi+0x5f0]
    vmovdqu8      zmm7{k1}{z}, [rsi+0x8c0]
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x300]
    vpdpbusd      zmm8, zmm6, [r8+0x340]
    vpdpbusd      zmm9, zmm15, [r8+0x380]
    vpdpbusd      zmm10, zmm3, [r8+0x3c0]
    vpdpbusd      zmm11, zmm7, [r8+0xd00]
    vpdpbusd      zmm12, zmm6, [r8+0xd40]
    vpdpbusd      zmm13, zmm15, [r8+0xd80]
    vpdpbusd      zmm14, zmm3, [r8+0xdc0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0xb90]
    vmovdqu8      zmm5{k1}{z}, [rsi+0xe60]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5{k1}{z}, [rsi+0x1130]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x800]
    vpdpbusd      zmm8, zmm6, [r8+0x840]
    vpdpbusd      zmm9, zmm15, [r8+0x880]
    vpdpbusd      zmm10, zmm3, [r8+0x8c0]
    vpdpbusd      zmm11, zmm7, [r8+0x1200]
    vpdpbusd      zmm12, zmm6, [r8+0x1240]
    vpdpbusd      zmm13, zmm15, [r8+0x1280]
    vpdpbusd      zmm14, zmm3, [r8+0x12c0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0xa0]
    vmovdqu8      zmm5{k1}{z}, [rsi+0x370]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5{k1}{z}, [rsi+0x640]
    vmovdqu8      zmm7{k1}{z}, [rsi+0x910]
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x400]
    vpdpbusd      zmm8, zmm6, [r8+0x440]
    vpdpbusd      zmm9, zmm15, [r8+0x480]
    vpdpbusd      zmm10, zmm3, [r8+0x4c0]
    vpdpbusd      zmm11, zmm7, [r8+0xe00]
    vpdpbusd      zmm12, zmm6, [r8+0xe40]
    vpdpbusd      zmm13, zmm15, [r8+0xe80]
    vpdpbusd      zmm14, zmm3, [r8+0xec0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0xbe0]
    vmovdqu8      zmm5{k1}{z}, [rsi+0xeb0]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5{k1}{z}, [rsi+0x1180]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x900]
    vpdpbusd      zmm8, zmm6, [r8+0x940]
    vpdpbusd      zmm9, zmm15, [r8+0x980]
    vpdpbusd      zmm10, zmm3, [r8+0x9c0]
    vpdpbusd      zmm11, zmm7, [r8+0x1300]
    vpdpbusd      zmm12, zmm6, [r8+0x1340]
    vpdpbusd      zmm13, zmm15, [r8+0x1380]
    vpdpbusd      zmm14, zmm3, [r8+0x13c0]
    vmovups       zmm3, [r9]
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm4{rne-sae}, zmm4, zmm3
    vcvtdq2ps     zmm5{rne-sae}, zmm11
    vmulps        zmm3{rne-sae}, zmm5, zmm3
    vmovups       zmm5, [r9+0x40]
    vcvtdq2ps     zmm6{rne-sae}, zmm8
    vmulps        zmm6{rne-sae}, zmm6, zmm5
    vcvtdq2ps     zmm7{rne-sae}, zmm12
    vmulps        zmm5{rne-sae}, zmm7, zmm5
    vmovups       zmm7, [r9+0x80]
    vcvtdq2ps     zmm8{rne-sae}, zmm9
    vmulps        zmm8{rne-sae}, zmm8, zmm7
    vcvtdq2ps     zmm9{rne-sae}, zmm13
    vmulps        zmm7{rne-sae}, zmm9, zmm7
    vmovups       zmm9, [r9+0xc0]
    vcvtdq2ps     zmm10{rne-sae}, zmm10
    vmulps        zmm10{rne-sae}, zmm10, zmm9
    vcvtdq2ps     zmm11{rne-sae}, zmm14
    vmulps        zmm9{rne-sae}, zmm11, zmm9
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vcvtps2dq     zmm8{rne-sae}, zmm8
    vcvtps2dq     zmm10{rne-sae}, zmm10
    vpackssdw     zmm4, zmm4, zmm6
    vpackssdw     zmm6, zmm8, zmm10
    vpbroadcastd  zmm8, [constant0]
    vpaddsw       zmm4, zmm4, zmm8
    vpaddsw       zmm6, zmm6, zmm8
    vpackuswb     zmm4, zmm4, zmm6
    vmovdqu32     [r10], xmm4
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm5
    vcvtps2dq     zmm5{rne-sae}, zmm7
    vcvtps2dq     zmm6{rne-sae}, zmm9
    vpackssdw     zmm3, zmm3, zmm4
    vpackssdw     zmm4, zmm5, zmm6
    vpbroadcastd  zmm5, [constant0]
    vpaddsw       zmm3, zmm3, zmm5
    vpaddsw       zmm4, zmm4, zmm5
    vpackuswb     zmm3, zmm3, zmm4
    vmovdqu32     [r10+0x190], xmm3
    vmovdqu8      zmm3{k1}{z}, [rsi]
    vmovdqu8      zmm4{k1}{z}, [rsi+0x2d0]
    vpunpcklbw    zmm5, zmm3, zmm4
    vpunpckhbw    zmm3, zmm3, zmm4
    vmovdqu8      zmm4{k1}{z}, [rsi+0x5a0]
    vmovdqu8      zmm6{k1}{z}, [rsi+0x870]
    vpunpcklbw    zmm7, zmm4, zmm6
    vpunpckhbw    zmm4, zmm4, zmm6
    vpunpcklwd    zmm6, zmm5, zmm7
    vpunpckhwd    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm3, zmm4
    vpunpckhwd    zmm3, zmm3, zmm4
    vmovdqa32     zmm4, zmm0
    vmovdqa32     zmm8, zmm1
    vmovdqa32     zmm9, zmm2
    vmovdqu32     zmm10, [rcx+0xc0]
    vpdpbusd      zmm4, zmm6, [r8]
    vpdpbusd      zmm8, zmm5, [r8+0x40]
    vpdpbusd      zmm9, zmm7, [r8+0x80]
    vpdpbusd      zmm10, zmm3, [r8+0xc0]
    vmovdqa32     zmm11, zmm0
    vmovdqa32     zmm12, zmm1
    vmovdqa32     zmm13, zmm2
    vmovdqu32     zmm14, [rcx+0xc0]
    vpdpbusd      zmm11, zmm6, [r8+0xa00]
    vpdpbusd      zmm12, zmm5, [r8+0xa40]
    vpdpbusd      zmm13, zmm7, [r8+0xa80]
    vpdpbusd      zmm14, zmm3, [r8+0xac0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0xb40]
    vmovdqu8      zmm5{k1}{z}, [rsi+0xe10]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5{k1}{z}, [rsi+0x10e0]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x500]
    vpdpbusd      zmm8, zmm6, [r8+0x540]
    vpdpbusd      zmm9, zmm15, [r8+0x580]
    vpdpbusd      zmm10, zmm3, [r8+0x5c0]
    vpdpbusd      zmm11, zmm7, [r8+0xf00]
    vpdpbusd      zmm12, zmm6, [r8+0xf40]
    vpdpbusd      zmm13, zmm15, [r8+0xf80]
    vpdpbusd      zmm14, zmm3, [r8+0xfc0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0x50]
    vmovdqu8      zmm5{k1}{z}, [rsi+0x320]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5{k1}{z}, [rsi+0x5f0]
    vmovdqu8      zmm7{k1}{z}, [rsi+0x8c0]
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x100]
    vpdpbusd      zmm8, zmm6, [r8+0x140]
    vpdpbusd      zmm9, zmm15, [r8+0x180]
    vpdpbusd      zmm10, zmm3, [r8+0x1c0]
    vpdpbusd      zmm11, zmm7, [r8+0xb00]
    vpdpbusd      zmm12, zmm6, [r8+0xb40]
    vpdpbusd      zmm13, zmm15, [r8+0xb80]
    vpdpbusd      zmm14, zmm3, [r8+0xbc0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0xb90]
    vmovdqu8      zmm5{k1}{z}, [rsi+0xe60]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5{k1}{z}, [rsi+0x1130]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x600]
    vpdpbusd      zmm8, zmm6, [r8+0x640]
    vpdpbusd      zmm9, zmm15, [r8+0x680]
    vpdpbusd      zmm10, zmm3, [r8+0x6c0]
    vpdpbusd      zmm11, zmm7, [r8+0x1000]
    vpdpbusd      zmm12, zmm6, [r8+0x1040]
    vpdpbusd      zmm13, zmm15, [r8+0x1080]
    vpdpbusd      zmm14, zmm3, [r8+0x10c0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0xa0]
    vmovdqu8      zmm5{k1}{z}, [rsi+0x370]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5{k1}{z}, [rsi+0x640]
    vmovdqu8      zmm7{k1}{z}, [rsi+0x910]
    vpunpcklbw    zmm15, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm15
    vpunpckhwd    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x200]
    vpdpbusd      zmm8, zmm6, [r8+0x240]
    vpdpbusd      zmm9, zmm15, [r8+0x280]
    vpdpbusd      zmm10, zmm3, [r8+0x2c0]
    vpdpbusd      zmm11, zmm7, [r8+0xc00]
    vpdpbusd      zmm12, zmm6, [r8+0xc40]
    vpdpbusd      zmm13, zmm15, [r8+0xc80]
    vpdpbusd      zmm14, zmm3, [r8+0xcc0]
    vmovdqa32     zmm5, zmm0
    vmovdqa32     zmm16, zmm1
    vmovdqa32     zmm17, zmm2
    vmovdqu32     zmm18, [rcx+0xc0]
    vpdpbusd      zmm5, zmm7, [r8]
    vpdpbusd      zmm16, zmm6, [r8+0x40]
    vpdpbusd      zmm17, zmm15, [r8+0x80]
    vpdpbusd      zmm18, zmm3, [r8+0xc0]
    vmovdqa32     zmm19, zmm0
    vmovdqa32     zmm20, zmm1
    vmovdqa32     zmm21, zmm2
    vmovdqu32     zmm22, [rcx+0xc0]
    vpdpbusd      zmm19, zmm7, [r8+0xa00]
    vpdpbusd      zmm20, zmm6, [r8+0xa40]
    vpdpbusd      zmm21, zmm15, [r8+0xa80]
    vpdpbusd      zmm22, zmm3, [r8+0xac0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0xbe0]
    vmovdqu8      zmm6{k1}{z}, [rsi+0xeb0]
    vpunpcklbw    zmm7, zmm3, zmm6
    vpunpckhbw    zmm3, zmm3, zmm6
    vmovdqu8      zmm6{k1}{z}, [rsi+0x1180]
    vpxord        zmm15, zmm15, zmm15
    vpunpcklbw    zmm23, zmm6, zmm15
    vpunpckhbw    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm7, zmm23
    vpunpckhwd    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm3, zmm6
    vpunpckhwd    zmm3, zmm3, zmm6
    vpdpbusd      zmm4, zmm15, [r8+0x700]
    vpdpbusd      zmm8, zmm7, [r8+0x740]
    vpdpbusd      zmm9, zmm23, [r8+0x780]
    vpdpbusd      zmm10, zmm3, [r8+0x7c0]
    vpdpbusd      zmm11, zmm15, [r8+0x1100]
    vpdpbusd      zmm12, zmm7, [r8+0x1140]
    vpdpbusd      zmm13, zmm23, [r8+0x1180]
    vpdpbusd      zmm14, zmm3, [r8+0x11c0]
    vpdpbusd      zmm5, zmm15, [r8+0x500]
    vpdpbusd      zmm16, zmm7, [r8+0x540]
    vpdpbusd      zmm17, zmm23, [r8+0x580]
    vpdpbusd      zmm18, zmm3, [r8+0x5c0]
    vpdpbusd      zmm19, zmm15, [r8+0xf00]
    vpdpbusd      zmm20, zmm7, [r8+0xf40]
    vpdpbusd      zmm21, zmm23, [r8+0xf80]
    vpdpbusd      zmm22, zmm3, [r8+0xfc0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0xf0]
    vmovdqu8      zmm6{k1}{z}, [rsi+0x3c0]
    vpunpcklbw    zmm7, zmm3, zmm6
    vpunpckhbw    zmm3, zmm3, zmm6
    vmovdqu8      zmm6{k1}{z}, [rsi+0x690]
    vmovdqu8      zmm15{k1}{z}, [rsi+0x960]
    vpunpcklbw    zmm23, zmm6, zmm15
    vpunpckhbw    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm7, zmm23
    vpunpckhwd    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm3, zmm6
    vpunpckhwd    zmm3, zmm3, zmm6
    vpdpbusd      zmm4, zmm15, [r8+0x300]
    vpdpbusd      zmm8, zmm7, [r8+0x340]
    vpdpbusd      zmm9, zmm23, [r8+0x380]
    vpdpbusd      zmm10, zmm3, [r8+0x3c0]
    vpdpbusd      zmm11, zmm15, [r8+0xd00]
    vpdpbusd      zmm12, zmm7, [r8+0xd40]
    vpdpbusd      zmm13, zmm23, [r8+0xd80]
    vpdpbusd      zmm14, zmm3, [r8+0xdc0]
    vpdpbusd      zmm5, zmm15, [r8+0x100]
    vpdpbusd      zmm16, zmm7, [r8+0x140]
    vpdpbusd      zmm17, zmm23, [r8+0x180]
    vpdpbusd      zmm18, zmm3, [r8+0x1c0]
    vpdpbusd      zmm19, zmm15, [r8+0xb00]
    vpdpbusd      zmm20, zmm7, [r8+0xb40]
    vpdpbusd      zmm21, zmm23, [r8+0xb80]
    vpdpbusd      zmm22, zmm3, [r8+0xbc0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0xc30]
    vmovdqu8      zmm6{k1}{z}, [rsi+0xf00]
    vpunpcklbw    zmm7, zmm3, zmm6
    vpunpckhbw    zmm3, zmm3, zmm6
    vmovdqu8      zmm6{k1}{z}, [rsi+0x11d0]
    vpxord        zmm15, zmm15, zmm15
    vpunpcklbw    zmm23, zmm6, zmm15
    vpunpckhbw    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm7, zmm23
    vpunpckhwd    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm3, zmm6
    vpunpckhwd    zmm3, zmm3, zmm6
    vpdpbusd      zmm4, zmm15, [r8+0x800]
    vpdpbusd      zmm8, zmm7, [r8+0x840]
    vpdpbusd      zmm9, zmm23, [r8+0x880]
    vpdpbusd      zmm10, zmm3, [r8+0x8c0]
    vpdpbusd      zmm11, zmm15, [r8+0x1200]
    vpdpbusd      zmm12, zmm7, [r8+0x1240]
    vpdpbusd      zmm13, zmm23, [r8+0x1280]
    vpdpbusd      zmm14, zmm3, [r8+0x12c0]
    vpdpbusd      zmm5, zmm15, [r8+0x600]
    vpdpbusd      zmm16, zmm7, [r8+0x640]
    vpdpbusd      zmm17, zmm23, [r8+0x680]
    vpdpbusd      zmm18, zmm3, [r8+0x6c0]
    vpdpbusd      zmm19, zmm15, [r8+0x1000]
    vpdpbusd      zmm20, zmm7, [r8+0x1040]
    vpdpbusd      zmm21, zmm23, [r8+0x1080]
    vpdpbusd      zmm22, zmm3, [r8+0x10c0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0x140]
    vmovdqu8      zmm6{k1}{z}, [rsi+0x410]
    vpunpcklbw    zmm7, zmm3, zmm6
    vpunpckhbw    zmm3, zmm3, zmm6
    vmovdqu8      zmm6{k1}{z}, [rsi+0x6e0]
    vmovdqu8      zmm15{k1}{z}, [rsi+0x9b0]
    vpunpcklbw    zmm23, zmm6, zmm15
    vpunpckhbw    zmm6, zmm6, zmm15
    vpunpcklwd    zmm15, zmm7, zmm23
    vpunpckhwd    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm3, zmm6
    vpunpckhwd    zmm3, zmm3, zmm6
    vpdpbusd      zmm4, zmm15, [r8+0x400]
    vpdpbusd      zmm8, zmm7, [r8+0x440]
    vpdpbusd      zmm9, zmm23, [r8+0x480]
    vpdpbusd      zmm10, zmm3, [r8+0x4c0]
    vpdpbusd      zmm11, zmm15, [r8+0xe00]
    vpdpbusd      zmm12, zmm7, [r8+0xe40]
    vpdpbusd      zmm13, zmm23, [r8+0xe80]
    vpdpbusd      zmm14, zmm3, [r8+0xec0]
    vpdpbusd      zmm5, zmm15, [r8+0x200]
    vpdpbusd      zmm16, zmm7, [r8+0x240]
    vpdpbusd      zmm17, zmm23, [r8+0x280]
    vpdpbusd      zmm18, zmm3, [r8+0x2c0]
    vpdpbusd      zmm19, zmm15, [r8+0xc00]
    vpdpbusd      zmm20, zmm7, [r8+0xc40]
    vpdpbusd      zmm21, zmm23, [r8+0xc80]
    vpdpbusd      zmm22, zmm3, [r8+0xcc0]
    vmovdqa32     zmm6, zmm0
    vmovdqa32     zmm24, zmm1
    vmovdqa32     zmm25, zmm2
    vmovdqu32     zmm26, [rcx+0xc0]
    vpdpbusd      zmm6, zmm15, [r8]
    vpdpbusd      zmm24, zmm7, [r8+0x40]
    vpdpbusd      zmm25, zmm23, [r8+0x80]
    vpdpbusd      zmm26, zmm3, [r8+0xc0]
    vmovdqu32     zmm27, [rcx+0xc0]
    vpdpbusd      zmm0, zmm15, [r8+0xa00]
    vpdpbusd      zmm1, zmm7, [r8+0xa40]
    vpdpbusd      zmm2, zmm23, [r8+0xa80]
    vpdpbusd      zmm27, zmm3, [r8+0xac0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0xc80]
    vmovdqu8      zmm7{k1}{z}, [rsi+0xf50]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7{k1}{z}, [rsi+0x1220]
    vpxord        zmm23, zmm23, zmm23
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm4, zmm23, [r8+0x900]
    vpdpbusd      zmm8, zmm15, [r8+0x940]
    vpdpbusd      zmm9, zmm28, [r8+0x980]
    vpdpbusd      zmm10, zmm3, [r8+0x9c0]
    vpdpbusd      zmm11, zmm23, [r8+0x1300]
    vpdpbusd      zmm12, zmm15, [r8+0x1340]
    vpdpbusd      zmm13, zmm28, [r8+0x1380]
    vpdpbusd      zmm14, zmm3, [r8+0x13c0]
    vpdpbusd      zmm5, zmm23, [r8+0x700]
    vpdpbusd      zmm16, zmm15, [r8+0x740]
    vpdpbusd      zmm17, zmm28, [r8+0x780]
    vpdpbusd      zmm18, zmm3, [r8+0x7c0]
    vpdpbusd      zmm19, zmm23, [r8+0x1100]
    vpdpbusd      zmm20, zmm15, [r8+0x1140]
    vpdpbusd      zmm21, zmm28, [r8+0x1180]
    vpdpbusd      zmm22, zmm3, [r8+0x11c0]
    vpdpbusd      zmm6, zmm23, [r8+0x500]
    vpdpbusd      zmm24, zmm15, [r8+0x540]
    vpdpbusd      zmm25, zmm28, [r8+0x580]
    vpdpbusd      zmm26, zmm3, [r8+0x5c0]
    vpdpbusd      zmm0, zmm23, [r8+0xf00]
    vpdpbusd      zmm1, zmm15, [r8+0xf40]
    vpdpbusd      zmm2, zmm28, [r8+0xf80]
    vpdpbusd      zmm27, zmm3, [r8+0xfc0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0x190]
    vmovdqu8      zmm7{k1}{z}, [rsi+0x460]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7{k1}{z}, [rsi+0x730]
    vmovdqu8      zmm23{k1}{z}, [rsi+0xa00]
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm5, zmm23, [r8+0x300]
    vpdpbusd      zmm16, zmm15, [r8+0x340]
    vpdpbusd      zmm17, zmm28, [r8+0x380]
    vpdpbusd      zmm18, zmm3, [r8+0x3c0]
    vpdpbusd      zmm19, zmm23, [r8+0xd00]
    vpdpbusd      zmm20, zmm15, [r8+0xd40]
    vpdpbusd      zmm21, zmm28, [r8+0xd80]
    vpdpbusd      zmm22, zmm3, [r8+0xdc0]
    vpdpbusd      zmm6, zmm23, [r8+0x100]
    vpdpbusd      zmm24, zmm15, [r8+0x140]
    vpdpbusd      zmm25, zmm28, [r8+0x180]
    vpdpbusd      zmm26, zmm3, [r8+0x1c0]
    vpdpbusd      zmm0, zmm23, [r8+0xb00]
    vpdpbusd      zmm1, zmm15, [r8+0xb40]
    vpdpbusd      zmm2, zmm28, [r8+0xb80]
    vpdpbusd      zmm27, zmm3, [r8+0xbc0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0xcd0]
    vmovdqu8      zmm7{k1}{z}, [rsi+0xfa0]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7{k1}{z}, [rsi+0x1270]
    vpxord        zmm23, zmm23, zmm23
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm5, zmm23, [r8+0x800]
    vpdpbusd      zmm16, zmm15, [r8+0x840]
    vpdpbusd      zmm17, zmm28, [r8+0x880]
    vpdpbusd      zmm18, zmm3, [r8+0x8c0]
    vpdpbusd      zmm19, zmm23, [r8+0x1200]
    vpdpbusd      zmm20, zmm15, [r8+0x1240]
    vpdpbusd      zmm21, zmm28, [r8+0x1280]
    vpdpbusd      zmm22, zmm3, [r8+0x12c0]
    vpdpbusd      zmm6, zmm23, [r8+0x600]
    vpdpbusd      zmm24, zmm15, [r8+0x640]
    vpdpbusd      zmm25, zmm28, [r8+0x680]
    vpdpbusd      zmm26, zmm3, [r8+0x6c0]
    vpdpbusd      zmm0, zmm23, [r8+0x1000]
    vpdpbusd      zmm1, zmm15, [r8+0x1040]
    vpdpbusd      zmm2, zmm28, [r8+0x1080]
    vpdpbusd      zmm27, zmm3, [r8+0x10c0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0x1e0]
    vmovdqu8      zmm7{k1}{z}, [rsi+0x4b0]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7{k1}{z}, [rsi+0x780]
    vmovdqu8      zmm23{k1}{z}, [rsi+0xa50]
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm5, zmm23, [r8+0x400]
    vpdpbusd      zmm16, zmm15, [r8+0x440]
    vpdpbusd      zmm17, zmm28, [r8+0x480]
    vpdpbusd      zmm18, zmm3, [r8+0x4c0]
    vpdpbusd      zmm19, zmm23, [r8+0xe00]
    vpdpbusd      zmm20, zmm15, [r8+0xe40]
    vpdpbusd      zmm21, zmm28, [r8+0xe80]
    vpdpbusd      zmm22, zmm3, [r8+0xec0]
    vpdpbusd      zmm6, zmm23, [r8+0x200]
    vpdpbusd      zmm24, zmm15, [r8+0x240]
    vpdpbusd      zmm25, zmm28, [r8+0x280]
    vpdpbusd      zmm26, zmm3, [r8+0x2c0]
    vpdpbusd      zmm0, zmm23, [r8+0xc00]
    vpdpbusd      zmm1, zmm15, [r8+0xc40]
    vpdpbusd      zmm2, zmm28, [r8+0xc80]
    vpdpbusd      zmm27, zmm3, [r8+0xcc0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0xd20]
    vmovdqu8      zmm7{k1}{z}, [rsi+0xff0]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7{k1}{z}, [rsi+0x12c0]
    vpxord        zmm23, zmm23, zmm23
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm5, zmm23, [r8+0x900]
    vpdpbusd      zmm16, zmm15, [r8+0x940]
    vpdpbusd      zmm17, zmm28, [r8+0x980]
    vpdpbusd      zmm18, zmm3, [r8+0x9c0]
    vpdpbusd      zmm19, zmm23, [r8+0x1300]
    vpdpbusd      zmm20, zmm15, [r8+0x1340]
    vpdpbusd      zmm21, zmm28, [r8+0x1380]
    vpdpbusd      zmm22, zmm3, [r8+0x13c0]
    vpdpbusd      zmm6, zmm23, [r8+0x700]
    vpdpbusd      zmm24, zmm15, [r8+0x740]
    vpdpbusd      zmm25, zmm28, [r8+0x780]
    vpdpbusd      zmm26, zmm3, [r8+0x7c0]
    vpdpbusd      zmm0, zmm23, [r8+0x1100]
    vpdpbusd      zmm1, zmm15, [r8+0x1140]
    vpdpbusd      zmm2, zmm28, [r8+0x1180]
    vpdpbusd      zmm27, zmm3, [r8+0x11c0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0x230]
    vmovdqu8      zmm7{k1}{z}, [rsi+0x500]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7{k1}{z}, [rsi+0x7d0]
    vmovdqu8      zmm23{k1}{z}, [rsi+0xaa0]
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm6, zmm23, [r8+0x300]
    vpdpbusd      zmm24, zmm15, [r8+0x340]
    vpdpbusd      zmm25, zmm28, [r8+0x380]
    vpdpbusd      zmm26, zmm3, [r8+0x3c0]
    vpdpbusd      zmm0, zmm23, [r8+0xd00]
    vpdpbusd      zmm1, zmm15, [r8+0xd40]
    vpdpbusd      zmm2, zmm28, [r8+0xd80]
    vpdpbusd      zmm27, zmm3, [r8+0xdc0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0xd70]
    vmovdqu8      zmm7{k1}{z}, [rsi+0x1040]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7{k1}{z}, [rsi+0x1310]
    vpxord        zmm23, zmm23, zmm23
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm6, zmm23, [r8+0x800]
    vpdpbusd      zmm24, zmm15, [r8+0x840]
    vpdpbusd      zmm25, zmm28, [r8+0x880]
    vpdpbusd      zmm26, zmm3, [r8+0x8c0]
    vpdpbusd      zmm0, zmm23, [r8+0x1200]
    vpdpbusd      zmm1, zmm15, [r8+0x1240]
    vpdpbusd      zmm2, zmm28, [r8+0x1280]
    vpdpbusd      zmm27, zmm3, [r8+0x12c0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0x280]
    vmovdqu8      zmm7{k1}{z}, [rsi+0x550]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7{k1}{z}, [rsi+0x820]
    vmovdqu8      zmm23{k1}{z}, [rsi+0xaf0]
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm6, zmm23, [r8+0x400]
    vpdpbusd      zmm24, zmm15, [r8+0x440]
    vpdpbusd      zmm25, zmm28, [r8+0x480]
    vpdpbusd      zmm26, zmm3, [r8+0x4c0]
    vpdpbusd      zmm0, zmm23, [r8+0xe00]
    vpdpbusd      zmm1, zmm15, [r8+0xe40]
    vpdpbusd      zmm2, zmm28, [r8+0xe80]
    vpdpbusd      zmm27, zmm3, [r8+0xec0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0xdc0]
    vmovdqu8      zmm7{k1}{z}, [rsi+0x1090]
    vpunpcklbw    zmm15, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7{k1}{z}, [rsi+0x1360]
    vpxord        zmm23, zmm23, zmm23
    vpunpcklbw    zmm28, zmm7, zmm23
    vpunpckhbw    zmm7, zmm7, zmm23
    vpunpcklwd    zmm23, zmm15, zmm28
    vpunpckhwd    zmm15, zmm15, zmm28
    vpunpcklwd    zmm28, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm6, zmm23, [r8+0x900]
    vpdpbusd      zmm24, zmm15, [r8+0x940]
    vpdpbusd      zmm25, zmm28, [r8+0x980]
    vpdpbusd      zmm26, zmm3, [r8+0x9c0]
    vpdpbusd      zmm0, zmm23, [r8+0x1300]
    vpdpbusd      zmm1, zmm15, [r8+0x1340]
    vpdpbusd      zmm2, zmm28, [r8+0x1380]
    vpdpbusd      zmm27, zmm3, [r8+0x13c0]
    vmovups       zmm3, [r9]
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm4{rne-sae}, zmm4, zmm3
    vcvtdq2ps     zmm5{rne-sae}, zmm5
    vmulps        zmm5{rne-sae}, zmm5, zmm3
    vcvtdq2ps     zmm6{rne-sae}, zmm6
    vmulps        zmm6{rne-sae}, zmm6, zmm3
    vcvtdq2ps     zmm7{rne-sae}, zmm11
    vmulps        zmm7{rne-sae}, zmm7, zmm3
    vcvtdq2ps     zmm11{rne-sae}, zmm19
    vmulps        zmm11{rne-sae}, zmm11, zmm3
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm3
    vmovups       zmm3, [r9+0x40]
    vcvtdq2ps     zmm8{rne-sae}, zmm8
    vmulps        zmm8{rne-sae}, zmm8, zmm3
    vcvtdq2ps     zmm15{rne-sae}, zmm16
    vmulps        zmm15{rne-sae}, zmm15, zmm3
    vcvtdq2ps     zmm16{rne-sae}, zmm24
    vmulps        zmm16{rne-sae}, zmm16, zmm3
    vcvtdq2ps     zmm12{rne-sae}, zmm12
    vmulps        zmm12{rne-sae}, zmm12, zmm3
    vcvtdq2ps     zmm19{rne-sae}, zmm20
    vmulps        zmm19{rne-sae}, zmm19, zmm3
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm3
    vmovups       zmm3, [r9+0x80]
    vcvtdq2ps     zmm9{rne-sae}, zmm9
    vmulps        zmm9{rne-sae}, zmm9, zmm3
    vcvtdq2ps     zmm17{rne-sae}, zmm17
    vmulps        zmm17{rne-sae}, zmm17, zmm3
    vcvtdq2ps     zmm20{rne-sae}, zmm25
    vmulps        zmm20{rne-sae}, zmm20, zmm3
    vcvtdq2ps     zmm13{rne-sae}, zmm13
    vmulps        zmm13{rne-sae}, zmm13, zmm3
    vcvtdq2ps     zmm21{rne-sae}, zmm21
    vmulps        zmm21{rne-sae}, zmm21, zmm3
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmulps        zmm2{rne-sae}, zmm2, zmm3
    vmovups       zmm3, [r9+0xc0]
    vcvtdq2ps     zmm10{rne-sae}, zmm10
    vmulps        zmm10{rne-sae}, zmm10, zmm3
    vcvtdq2ps     zmm18{rne-sae}, zmm18
    vmulps        zmm18{rne-sae}, zmm18, zmm3
    vcvtdq2ps     zmm23{rne-sae}, zmm26
    vmulps        zmm23{rne-sae}, zmm23, zmm3
    vcvtdq2ps     zmm14{rne-sae}, zmm14
    vmulps        zmm14{rne-sae}, zmm14, zmm3
    vcvtdq2ps     zmm22{rne-sae}, zmm22
    vmulps        zmm22{rne-sae}, zmm22, zmm3
    vcvtdq2ps     zmm24{rne-sae}, zmm27
    vmulps        zmm3{rne-sae}, zmm24, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm8{rne-sae}, zmm8
    vcvtps2dq     zmm9{rne-sae}, zmm9
    vcvtps2dq     zmm10{rne-sae}, zmm10
    vpackssdw     zmm4, zmm4, zmm8
    vpackssdw     zmm8, zmm9, zmm10
    vpbroadcastd  zmm9, [constant0]
    vpaddsw       zmm4, zmm4, zmm9
    vpaddsw       zmm8, zmm8, zmm9
    vpackuswb     zmm4, zmm4, zmm8
    vmovdqu32     [r10+0x50], xmm4
    vcvtps2dq     zmm4{rne-sae}, zmm5
    vcvtps2dq     zmm5{rne-sae}, zmm15
    vcvtps2dq     zmm8{rne-sae}, zmm17
    vcvtps2dq     zmm9{rne-sae}, zmm18
    vpackssdw     zmm4, zmm4, zmm5
    vpackssdw     zmm5, zmm8, zmm9
    vpbroadcastd  zmm8, [constant0]
    vpaddsw       zmm4, zmm4, zmm8
    vpaddsw       zmm5, zmm5, zmm8
    vpackuswb     zmm4, zmm4, zmm5
    vmovdqu32     [r10+0xa0], xmm4
    vcvtps2dq     zmm4{rne-sae}, zmm6
    vcvtps2dq     zmm5{rne-sae}, zmm16
    vcvtps2dq     zmm6{rne-sae}, zmm20
    vcvtps2dq     zmm8{rne-sae}, zmm23
    vpackssdw     zmm4, zmm4, zmm5
    vpackssdw     zmm5, zmm6, zmm8
    vpbroadcastd  zmm6, [constant0]
    vpaddsw       zmm4, zmm4, zmm6
    vpaddsw       zmm5, zmm5, zmm6
    vpackuswb     zmm4, zmm4, zmm5
    vmovdqu32     [r10+0xf0], xmm4
    vcvtps2dq     zmm4{rne-sae}, zmm7
    vcvtps2dq     zmm5{rne-sae}, zmm12
    vcvtps2dq     zmm6{rne-sae}, zmm13
    vcvtps2dq     zmm7{rne-sae}, zmm14
    vpackssdw     zmm4, zmm4, zmm5
    vpackssdw     zmm5, zmm6, zmm7
    vpbroadcastd  zmm6, [constant0]
    vpaddsw       zmm4, zmm4, zmm6
    vpaddsw       zmm5, zmm5, zmm6
    vpackuswb     zmm4, zmm4, zmm5
    vmovdqu32     [r10+0x1e0], xmm4
    vcvtps2dq     zmm4{rne-sae}, zmm11
    vcvtps2dq     zmm5{rne-sae}, zmm19
    vcvtps2dq     zmm6{rne-sae}, zmm21
    vcvtps2dq     zmm7{rne-sae}, zmm22
    vpackssdw     zmm4, zmm4, zmm5
    vpackssdw     zmm5, zmm6, zmm7
    vpbroadcastd  zmm6, [constant0]
    vpaddsw       zmm4, zmm4, zmm6
    vpaddsw       zmm5, zmm5, zmm6
    vpackuswb     zmm4, zmm4, zmm5
    vmovdqu32     [r10+0x230], xmm4
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpbroadcastd  zmm2, [constant0]
    vpaddsw       zmm0, zmm0, zmm2
    vpaddsw       zmm1, zmm1, zmm2
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqu32     [r10+0x280], xmm0
    vmovdqu8      zmm0{k1}{z}, [rsi+0x1e0]
    vmovdqu8      zmm1{k1}{z}, [rsi+0x4b0]
    vpunpcklbw    zmm2, zmm0, zmm1
    vpunpckhbw    zmm0, zmm0, zmm1
    vmovdqu8      zmm1{k1}{z}, [rsi+0x780]
    vmovdqu8      zmm3{k1}{z}, [rsi+0xa50]
    vpunpcklbw    zmm4, zmm1, zmm3
    vpunpckhbw    zmm1, zmm1, zmm3
    vpunpcklwd    zmm3, zmm2, zmm4
    vpunpckhwd    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm0, zmm1
    vpunpckhwd    zmm0, zmm0, zmm1
    vmovdqu32     zmm1, [r11]
    vmovdqu32     zmm5, [r11+0x40]
    vmovdqu32     zmm6, [r11+0x80]
    vmovdqu32     zmm7, [r11+0xc0]
    vpdpbusd      zmm1, zmm3, [r8]
    vpdpbusd      zmm5, zmm2, [r8+0x40]
    vpdpbusd      zmm6, zmm4, [r8+0x80]
    vpdpbusd      zmm7, zmm0, [r8+0xc0]
    vmovdqu32     zmm8, [r11]
    vmovdqu32     zmm9, [r11+0x40]
    vmovdqu32     zmm10, [r11+0x80]
    vmovdqu32     zmm11, [r11+0xc0]
    vpdpbusd      zmm8, zmm3, [r8+0xa00]
    vpdpbusd      zmm9, zmm2, [r8+0xa40]
    vpdpbusd      zmm10, zmm4, [r8+0xa80]
    vpdpbusd      zmm11, zmm0, [r8+0xac0]
    vmovdqu8      zmm0{k1}{z}, [rsi+0xd20]
    vmovdqu8      zmm2{k1}{z}, [rsi+0xff0]
    vpunpcklbw    zmm3, zmm0, zmm2
    vpunpckhbw    zmm0, zmm0, zmm2
    vmovdqu8      zmm2{k1}{z}, [rsi+0x12c0]
    vpxord        zmm4, zmm4, zmm4
    vpunpcklbw    zmm12, zmm2, zmm4
    vpunpckhbw    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm3, zmm12
    vpunpckhwd    zmm3, zmm3, zmm12
    vpunpcklwd    zmm12, zmm0, zmm2
    vpunpckhwd    zmm0, zmm0, zmm2
    vpdpbusd      zmm1, zmm4, [r8+0x500]
    vpdpbusd      zmm5, zmm3, [r8+0x540]
    vpdpbusd      zmm6, zmm12, [r8+0x580]
    vpdpbusd      zmm7, zmm0, [r8+0x5c0]
    vpdpbusd      zmm8, zmm4, [r8+0xf00]
    vpdpbusd      zmm9, zmm3, [r8+0xf40]
    vpdpbusd      zmm10, zmm12, [r8+0xf80]
    vpdpbusd      zmm11, zmm0, [r8+0xfc0]
    vmovdqu8      zmm0{k1}{z}, [rsi+0x230]
    vmovdqu8      zmm2{k1}{z}, [rsi+0x500]
    vpunpcklbw    zmm3, zmm0, zmm2
    vpunpckhbw    zmm0, zmm0, zmm2
    vmovdqu8      zmm2{k1}{z}, [rsi+0x7d0]
    vmovdqu8      zmm4{k1}{z}, [rsi+0xaa0]
    vpunpcklbw    zmm12, zmm2, zmm4
    vpunpckhbw    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm3, zmm12
    vpunpckhwd    zmm3, zmm3, zmm12
    vpunpcklwd    zmm12, zmm0, zmm2
    vpunpckhwd    zmm0, zmm0, zmm2
    vpdpbusd      zmm1, zmm4, [r8+0x100]
    vpdpbusd      zmm5, zmm3, [r8+0x140]
    vpdpbusd      zmm6, zmm12, [r8+0x180]
    vpdpbusd      zmm7, zmm0, [r8+0x1c0]
    vpdpbusd      zmm8, zmm4, [r8+0xb00]
    vpdpbusd      zmm9, zmm3, [r8+0xb40]
    vpdpbusd      zmm10, zmm12, [r8+0xb80]
    vpdpbusd      zmm11, zmm0, [r8+0xbc0]
    vmovdqu8      zmm0{k1}{z}, [rsi+0xd70]
    vmovdqu8      zmm2{k1}{z}, [rsi+0x1040]
    vpunpcklbw    zmm3, zmm0, zmm2
    vpunpckhbw    zmm0, zmm0, zmm2
    vmovdqu8      zmm2{k1}{z}, [rsi+0x1310]
    vpxord        zmm4, zmm4, zmm4
    vpunpcklbw    zmm12, zmm2, zmm4
    vpunpckhbw    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm3, zmm12
    vpunpckhwd    zmm3, zmm3, zmm12
    vpunpcklwd    zmm12, zmm0, zmm2
    vpunpckhwd    zmm0, zmm0, zmm2
    vpdpbusd      zmm1, zmm4, [r8+0x600]
    vpdpbusd      zmm5, zmm3, [r8+0x640]
    vpdpbusd      zmm6, zmm12, [r8+0x680]
    vpdpbusd      zmm7, zmm0, [r8+0x6c0]
    vpdpbusd      zmm8, zmm4, [r8+0x1000]
    vpdpbusd      zmm9, zmm3, [r8+0x1040]
    vpdpbusd      zmm10, zmm12, [r8+0x1080]
    vpdpbusd      zmm11, zmm0, [r8+0x10c0]
    vmovdqu8      zmm0{k1}{z}, [rsi+0x280]
    vmovdqu8      zmm2{k1}{z}, [rsi+0x550]
    vpunpcklbw    zmm3, zmm0, zmm2
    vpunpckhbw    zmm0, zmm0, zmm2
    vmovdqu8      zmm2{k1}{z}, [rsi+0x820]
    vmovdqu8      zmm4{k1}{z}, [rsi+0xaf0]
    vpunpcklbw    zmm12, zmm2, zmm4
    vpunpckhbw    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm3, zmm12
    vpunpckhwd    zmm3, zmm3, zmm12
    vpunpcklwd    zmm12, zmm0, zmm2
    vpunpckhwd    zmm0, zmm0, zmm2
    vpdpbusd      zmm1, zmm4, [r8+0x200]
    vpdpbusd      zmm5, zmm3, [r8+0x240]
    vpdpbusd      zmm6, zmm12, [r8+0x280]
    vpdpbusd      zmm7, zmm0, [r8+0x2c0]
    vpdpbusd      zmm8, zmm4, [r8+0xc00]
    vpdpbusd      zmm9, zmm3, [r8+0xc40]
    vpdpbusd      zmm10, zmm12, [r8+0xc80]
    vpdpbusd      zmm11, zmm0, [r8+0xcc0]
    vmovdqu8      zmm0{k1}{z}, [rsi+0xdc0]
    vmovdqu8      zmm2{k1}{z}, [rsi+0x1090]
    vpunpcklbw    zmm3, zmm0, zmm2
    vpunpckhbw    zmm0, zmm0, zmm2
    vmovdqu8      zmm2{k1}{z}, [rsi+0x1360]
    vpxord        zmm4, zmm4, zmm4
    vpunpcklbw    zmm12, zmm2, zmm4
    vpunpckhbw    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm3, zmm12
    vpunpckhwd    zmm3, zmm3, zmm12
    vpunpcklwd    zmm12, zmm0, zmm2
    vpunpckhwd    zmm0, zmm0, zmm2
    vpdpbusd      zmm1, zmm4, [r8+0x700]
    vpdpbusd      zmm5, zmm3, [r8+0x740]
    vpdpbusd      zmm6, zmm12, [r8+0x780]
    vpdpbusd      zmm7, zmm0, [r8+0x7c0]
    vpdpbusd      zmm8, zmm4, [r8+0x1100]
    vpdpbusd      zmm9, zmm3, [r8+0x1140]
    vpdpbusd      zmm10, zmm12, [r8+0x1180]
    vpdpbusd      zmm11, zmm0, [r8+0x11c0]
    vmovups       zmm0, [r9]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm0
    vcvtdq2ps     zmm2{rne-sae}, zmm8
    vmulps        zmm0{rne-sae}, zmm2, zmm0
    vmovups       zmm2, [r9+0x40]
    vcvtdq2ps     zmm3{rne-sae}, zmm5
    vmulps        zmm3{rne-sae}, zmm3, zmm2
    vcvtdq2ps     zmm4{rne-sae}, zmm9
    vmulps        zmm2{rne-sae}, zmm4, zmm2
    vmovups       zmm4, [r9+0x80]
    vcvtdq2ps     zmm5{rne-sae}, zmm6
    vmulps        zmm5{rne-sae}, zmm5, zmm4
    vcvtdq2ps     zmm6{rne-sae}, zmm10
    vmulps        zmm4{rne-sae}, zmm6, zmm4
    vmovups       zmm6, [r9+0xc0]
    vcvtdq2ps     zmm7{rne-sae}, zmm7
    vmulps        zmm7{rne-sae}, zmm7, zmm6
    vcvtdq2ps     zmm8{rne-sae}, zmm11
    vmulps        zmm6{rne-sae}, zmm8, zmm6
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vcvtps2dq     zmm7{rne-sae}, zmm7
    vpackssdw     zmm1, zmm1, zmm3
    vpackssdw     zmm3, zmm5, zmm7
    vpbroadcastd  zmm5, [constant0]
    vpaddsw       zmm1, zmm1, zmm5
    vpaddsw       zmm3, zmm3, zmm5
    vpackuswb     zmm1, zmm1, zmm3
    vmovdqu32     [r10+0x140], xmm1
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm2
    vcvtps2dq     zmm2{rne-sae}, zmm4
    vcvtps2dq     zmm3{rne-sae}, zmm6
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpbroadcastd  zmm2, [constant0]
    vpaddsw       zmm0, zmm0, zmm2
    vpaddsw       zmm1, zmm1, zmm2
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqu32     [r10+0x2d0], xmm0
exit:
    vzeroupper
    ret
constant0:
    dd 0x30003

depthwise 5x5/2 channels 16 pixels 1 tile 1x3 on 1x5
code 2663 bytes, constants 29 bytes, 404 instructions, 84 vpdpbusd
17 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xffff
    kmovq         k1, rax
    mov           rcx, [rdi+0x60]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x58]
    mov           r8, [rdi+0x50]
    mov           r9, [rdi+0x40]
    mov           r10, [rdi+0x70]
    mov           r11, [rdi+0x68]
    vmovdqu32     zmm0, [rcx]
    vmovdqu32     zmm1, [rcx+0x40]
    vmovdqu32     zmm2, [rcx+0x80]
    vmovdqu8      zmm3{k1}{z}, [rsi]
    vmovdqu8      zmm4{k1}{z}, [rsi+0x2d0]
    vpunpcklbw    zmm5, zmm3, zmm4
    vpunpckhbw    zmm3, zmm3, zmm4
    vmovdqu8      zmm4{k1}{z}, [rsi+0x5a0]
    vpxord        zmm6, zmm6, zmm6
    vpunpcklbw    zmm7, zmm4, zmm6
    vpunpckhbw    zmm4, zmm4, zmm6
    vpunpcklwd    zmm6, zmm5, zmm7
    vpunpckhwd    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm3, zmm4
    vpunpckhwd    zmm3, zmm3, zmm4
    vmovdqu32     zmm4, [rdx]
    vmovdqu32     zmm8, [rdx+0x40]
    vmovdqu32     zmm9, [rdx+0x80]
    vmovdqu32     zmm10, [rdx+0xc0]
    vpdpbusd      zmm4, zmm6, [r8+0x200]
    vpdpbusd      zmm8, zmm5, [r8+0x240]
    vpdpbusd      zmm9, zmm7, [r8+0x280]
    vpdpbusd      zmm10, zmm3, [r8+0x2c0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0x50]
    vmovdqu8      zmm5{k1}{z}, [rsi+0x320]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5{k1}{z}, [rsi+0x5f0]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm11, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm11
    vpunpckhwd    zmm6, zmm6, zmm11
    vpunpcklwd    zmm11, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x300]
    vpdpbusd      zmm8, zmm6, [r8+0x340]
    vpdpbusd      zmm9, zmm11, [r8+0x380]
    vpdpbusd      zmm10, zmm3, [r8+0x3c0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0xa0]
    vmovdqu8      zmm5{k1}{z}, [rsi+0x370]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5{k1}{z}, [rsi+0x640]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm11, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm11
    vpunpckhwd    zmm6, zmm6, zmm11
    vpunpcklwd    zmm11, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x400]
    vpdpbusd      zmm8, zmm6, [r8+0x440]
    vpdpbusd      zmm9, zmm11, [r8+0x480]
    vpdpbusd      zmm10, zmm3, [r8+0x4c0]
    vmovups       zmm3, [r9]
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm3{rne-sae}, zmm4, zmm3
    vmovups       zmm4, [r9+0x40]
    vcvtdq2ps     zmm5{rne-sae}, zmm8
    vmulps        zmm4{rne-sae}, zmm5, zmm4
    vmovups       zmm5, [r9+0x80]
    vcvtdq2ps     zmm6{rne-sae}, zmm9
    vmulps        zmm5{rne-sae}, zmm6, zmm5
    vmovups       zmm6, [r9+0xc0]
    vcvtdq2ps     zmm7{rne-sae}, zmm10
    vmulps        zmm6{rne-sae}, zmm7, zmm6
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vcvtps2dq     zmm6{rne-sae}, zmm6
    vpackssdw     zmm3, zmm3, zmm4
    vpackssdw     zmm4, zmm5, zmm6
    vpbroadcastd  zmm5, [constant0]
    vpaddsw       zmm3, zmm3, zmm5
    vpaddsw       zmm4, zmm4, zmm5
    vpackuswb     zmm3, zmm3, zmm4
    vmovdqu32     [r10], xmm3
    vmovdqu8      zmm3{k1}{z}, [rsi]
    vmovdqu8      zmm4{k1}{z}, [rsi+0x2d0]
    vpunpcklbw    zmm5, zmm3, zmm4
    vpunpckhbw    zmm3, zmm3, zmm4
    vmovdqu8      zmm4{k1}{z}, [rsi+0x5a0]
    vpxord        zmm6, zmm6, zmm6
    vpunpcklbw    zmm7, zmm4, zmm6
    vpunpckhbw    zmm4, zmm4, zmm6
    vpunpcklwd    zmm6, zmm5, zmm7
    vpunpckhwd    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm3, zmm4
    vpunpckhwd    zmm3, zmm3, zmm4
    vmovdqa32     zmm4, zmm0
    vmovdqa32     zmm8, zmm1
    vmovdqa32     zmm9, zmm2
    vmovdqu32     zmm10, [rcx+0xc0]
    vpdpbusd      zmm4, zmm6, [r8]
    vpdpbusd      zmm8, zmm5, [r8+0x40]
    vpdpbusd      zmm9, zmm7, [r8+0x80]
    vpdpbusd      zmm10, zmm3, [r8+0xc0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0x50]
    vmovdqu8      zmm5{k1}{z}, [rsi+0x320]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5{k1}{z}, [rsi+0x5f0]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm11, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm11
    vpunpckhwd    zmm6, zmm6, zmm11
    vpunpcklwd    zmm11, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x100]
    vpdpbusd      zmm8, zmm6, [r8+0x140]
    vpdpbusd      zmm9, zmm11, [r8+0x180]
    vpdpbusd      zmm10, zmm3, [r8+0x1c0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0xa0]
    vmovdqu8      zmm5{k1}{z}, [rsi+0x370]
    vpunpcklbw    zmm6, zmm3, zmm5
    vpunpckhbw    zmm3, zmm3, zmm5
    vmovdqu8      zmm5{k1}{z}, [rsi+0x640]
    vpxord        zmm7, zmm7, zmm7
    vpunpcklbw    zmm11, zmm5, zmm7
    vpunpckhbw    zmm5, zmm5, zmm7
    vpunpcklwd    zmm7, zmm6, zmm11
    vpunpckhwd    zmm6, zmm6, zmm11
    vpunpcklwd    zmm11, zmm3, zmm5
    vpunpckhwd    zmm3, zmm3, zmm5
    vpdpbusd      zmm4, zmm7, [r8+0x200]
    vpdpbusd      zmm8, zmm6, [r8+0x240]
    vpdpbusd      zmm9, zmm11, [r8+0x280]
    vpdpbusd      zmm10, zmm3, [r8+0x2c0]
    vmovdqa32     zmm5, zmm0
    vmovdqa32     zmm12, zmm1
    vmovdqa32     zmm13, zmm2
    vmovdqu32     zmm14, [rcx+0xc0]
    vpdpbusd      zmm5, zmm7, [r8]
    vpdpbusd      zmm12, zmm6, [r8+0x40]
    vpdpbusd      zmm13, zmm11, [r8+0x80]
    vpdpbusd      zmm14, zmm3, [r8+0xc0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0xf0]
    vmovdqu8      zmm6{k1}{z}, [rsi+0x3c0]
    vpunpcklbw    zmm7, zmm3, zmm6
    vpunpckhbw    zmm3, zmm3, zmm6
    vmovdqu8      zmm6{k1}{z}, [rsi+0x690]
    vpxord        zmm11, zmm11, zmm11
    vpunpcklbw    zmm15, zmm6, zmm11
    vpunpckhbw    zmm6, zmm6, zmm11
    vpunpcklwd    zmm11, zmm7, zmm15
    vpunpckhwd    zmm7, zmm7, zmm15
    vpunpcklwd    zmm15, zmm3, zmm6
    vpunpckhwd    zmm3, zmm3, zmm6
    vpdpbusd      zmm4, zmm11, [r8+0x300]
    vpdpbusd      zmm8, zmm7, [r8+0x340]
    vpdpbusd      zmm9, zmm15, [r8+0x380]
    vpdpbusd      zmm10, zmm3, [r8+0x3c0]
    vpdpbusd      zmm5, zmm11, [r8+0x100]
    vpdpbusd      zmm12, zmm7, [r8+0x140]
    vpdpbusd      zmm13, zmm15, [r8+0x180]
    vpdpbusd      zmm14, zmm3, [r8+0x1c0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0x140]
    vmovdqu8      zmm6{k1}{z}, [rsi+0x410]
    vpunpcklbw    zmm7, zmm3, zmm6
    vpunpckhbw    zmm3, zmm3, zmm6
    vmovdqu8      zmm6{k1}{z}, [rsi+0x6e0]
    vpxord        zmm11, zmm11, zmm11
    vpunpcklbw    zmm15, zmm6, zmm11
    vpunpckhbw    zmm6, zmm6, zmm11
    vpunpcklwd    zmm11, zmm7, zmm15
    vpunpckhwd    zmm7, zmm7, zmm15
    vpunpcklwd    zmm15, zmm3, zmm6
    vpunpckhwd    zmm3, zmm3, zmm6
    vpdpbusd      zmm4, zmm11, [r8+0x400]
    vpdpbusd      zmm8, zmm7, [r8+0x440]
    vpdpbusd      zmm9, zmm15, [r8+0x480]
    vpdpbusd      zmm10, zmm3, [r8+0x4c0]
    vpdpbusd      zmm5, zmm11, [r8+0x200]
    vpdpbusd      zmm12, zmm7, [r8+0x240]
    vpdpbusd      zmm13, zmm15, [r8+0x280]
    vpdpbusd      zmm14, zmm3, [r8+0x2c0]
    vmovdqu32     zmm6, [rcx+0xc0]
    vpdpbusd      zmm0, zmm11, [r8]
    vpdpbusd      zmm1, zmm7, [r8+0x40]
    vpdpbusd      zmm2, zmm15, [r8+0x80]
    vpdpbusd      zmm6, zmm3, [r8+0xc0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0x190]
    vmovdqu8      zmm7{k1}{z}, [rsi+0x460]
    vpunpcklbw    zmm11, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7{k1}{z}, [rsi+0x730]
    vpxord        zmm15, zmm15, zmm15
    vpunpcklbw    zmm16, zmm7, zmm15
    vpunpckhbw    zmm7, zmm7, zmm15
    vpunpcklwd    zmm15, zmm11, zmm16
    vpunpckhwd    zmm11, zmm11, zmm16
    vpunpcklwd    zmm16, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm5, zmm15, [r8+0x300]
    vpdpbusd      zmm12, zmm11, [r8+0x340]
    vpdpbusd      zmm13, zmm16, [r8+0x380]
    vpdpbusd      zmm14, zmm3, [r8+0x3c0]
    vpdpbusd      zmm0, zmm15, [r8+0x100]
    vpdpbusd      zmm1, zmm11, [r8+0x140]
    vpdpbusd      zmm2, zmm16, [r8+0x180]
    vpdpbusd      zmm6, zmm3, [r8+0x1c0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0x1e0]
    vmovdqu8      zmm7{k1}{z}, [rsi+0x4b0]
    vpunpcklbw    zmm11, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7{k1}{z}, [rsi+0x780]
    vpxord        zmm15, zmm15, zmm15
    vpunpcklbw    zmm16, zmm7, zmm15
    vpunpckhbw    zmm7, zmm7, zmm15
    vpunpcklwd    zmm15, zmm11, zmm16
    vpunpckhwd    zmm11, zmm11, zmm16
    vpunpcklwd    zmm16, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm5, zmm15, [r8+0x400]
    vpdpbusd      zmm12, zmm11, [r8+0x440]
    vpdpbusd      zmm13, zmm16, [r8+0x480]
    vpdpbusd      zmm14, zmm3, [r8+0x4c0]
    vpdpbusd      zmm0, zmm15, [r8+0x200]
    vpdpbusd      zmm1, zmm11, [r8+0x240]
    vpdpbusd      zmm2, zmm16, [r8+0x280]
    vpdpbusd      zmm6, zmm3, [r8+0x2c0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0x230]
    vmovdqu8      zmm7{k1}{z}, [rsi+0x500]
    vpunpcklbw    zmm11, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7{k1}{z}, [rsi+0x7d0]
    vpxord        zmm15, zmm15, zmm15
    vpunpcklbw    zmm16, zmm7, zmm15
    vpunpckhbw    zmm7, zmm7, zmm15
    vpunpcklwd    zmm15, zmm11, zmm16
    vpunpckhwd    zmm11, zmm11, zmm16
    vpunpcklwd    zmm16, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm0, zmm15, [r8+0x300]
    vpdpbusd      zmm1, zmm11, [r8+0x340]
    vpdpbusd      zmm2, zmm16, [r8+0x380]
    vpdpbusd      zmm6, zmm3, [r8+0x3c0]
    vmovdqu8      zmm3{k1}{z}, [rsi+0x280]
    vmovdqu8      zmm7{k1}{z}, [rsi+0x550]
    vpunpcklbw    zmm11, zmm3, zmm7
    vpunpckhbw    zmm3, zmm3, zmm7
    vmovdqu8      zmm7{k1}{z}, [rsi+0x820]
    vpxord        zmm15, zmm15, zmm15
    vpunpcklbw    zmm16, zmm7, zmm15
    vpunpckhbw    zmm7, zmm7, zmm15
    vpunpcklwd    zmm15, zmm11, zmm16
    vpunpckhwd    zmm11, zmm11, zmm16
    vpunpcklwd    zmm16, zmm3, zmm7
    vpunpckhwd    zmm3, zmm3, zmm7
    vpdpbusd      zmm0, zmm15, [r8+0x400]
    vpdpbusd      zmm1, zmm11, [r8+0x440]
    vpdpbusd      zmm2, zmm16, [r8+0x480]
    vpdpbusd      zmm6, zmm3, [r8+0x4c0]
    vmovups       zmm3, [r9]
    vcvtdq2ps     zmm4{rne-sae}, zmm4
    vmulps        zmm4{rne-sae}, zmm4, zmm3
    vcvtdq2ps     zmm5{rne-sae}, zmm5
    vmulps        zmm5{rne-sae}, zmm5, zmm3
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm3
    vmovups       zmm3, [r9+0x40]
    vcvtdq2ps     zmm7{rne-sae}, zmm8
    vmulps        zmm7{rne-sae}, zmm7, zmm3
    vcvtdq2ps     zmm8{rne-sae}, zmm12
    vmulps        zmm8{rne-sae}, zmm8, zmm3
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm3
    vmovups       zmm3, [r9+0x80]
    vcvtdq2ps     zmm9{rne-sae}, zmm9
    vmulps        zmm9{rne-sae}, zmm9, zmm3
    vcvtdq2ps     zmm11{rne-sae}, zmm13
    vmulps        zmm11{rne-sae}, zmm11, zmm3
    vcvtdq2ps     zmm2{rne-sae}, zmm2
    vmulps        zmm2{rne-sae}, zmm2, zmm3
    vmovups       zmm3, [r9+0xc0]
    vcvtdq2ps     zmm10{rne-sae}, zmm10
    vmulps        zmm10{rne-sae}, zmm10, zmm3
    vcvtdq2ps     zmm12{rne-sae}, zmm14
    vmulps        zmm12{rne-sae}, zmm12, zmm3
    vcvtdq2ps     zmm6{rne-sae}, zmm6
    vmulps        zmm3{rne-sae}, zmm6, zmm3
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vcvtps2dq     zmm6{rne-sae}, zmm7
    vcvtps2dq     zmm7{rne-sae}, zmm9
    vcvtps2dq     zmm9{rne-sae}, zmm10
    vpackssdw     zmm4, zmm4, zmm6
    vpackssdw     zmm6, zmm7, zmm9
    vpbroadcastd  zmm7, [constant0]
    vpaddsw       zmm4, zmm4, zmm7
    vpaddsw       zmm6, zmm6, zmm7
    vpackuswb     zmm4, zmm4, zmm6
    vmovdqu32     [r10+0x50], xmm4
    vcvtps2dq     zmm4{rne-sae}, zmm5
    vcvtps2dq     zmm5{rne-sae}, zmm8
    vcvtps2dq     zmm6{rne-sae}, zmm11
    vcvtps2dq     zmm7{rne-sae}, zmm12
    vpackssdw     zmm4, zmm4, zmm5
    vpackssdw     zmm5, zmm6, zmm7
    vpbroadcastd  zmm6, [constant0]
    vpaddsw       zmm4, zmm4, zmm6
    vpaddsw       zmm5, zmm5, zmm6
    vpackuswb     zmm4, zmm4, zmm5
    vmovdqu32     [r10+0xa0], xmm4
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpbroadcastd  zmm2, [constant0]
    vpaddsw       zmm0, zmm0, zmm2
    vpaddsw       zmm1, zmm1, zmm2
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqu32     [r10+0xf0], xmm0
    vmovdqu8      zmm0{k1}{z}, [rsi+0x1e0]
    vmovdqu8      zmm1{k1}{z}, [rsi+0x4b0]
    vpunpcklbw    zmm2, zmm0, zmm1
    vpunpckhbw    zmm0, zmm0, zmm1
    vmovdqu8      zmm1{k1}{z}, [rsi+0x780]
    vpxord        zmm3, zmm3, zmm3
    vpunpcklbw    zmm4, zmm1, zmm3
    vpunpckhbw    zmm1, zmm1, zmm3
    vpunpcklwd    zmm3, zmm2, zmm4
    vpunpckhwd    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm0, zmm1
    vpunpckhwd    zmm0, zmm0, zmm1
    vmovdqu32     zmm1, [r11]
    vmovdqu32     zmm5, [r11+0x40]
    vmovdqu32     zmm6, [r11+0x80]
    vmovdqu32     zmm7, [r11+0xc0]
    vpdpbusd      zmm1, zmm3, [r8]
    vpdpbusd      zmm5, zmm2, [r8+0x40]
    vpdpbusd      zmm6, zmm4, [r8+0x80]
    vpdpbusd      zmm7, zmm0, [r8+0xc0]
    vmovdqu8      zmm0{k1}{z}, [rsi+0x230]
    vmovdqu8      zmm2{k1}{z}, [rsi+0x500]
    vpunpcklbw    zmm3, zmm0, zmm2
    vpunpckhbw    zmm0, zmm0, zmm2
    vmovdqu8      zmm2{k1}{z}, [rsi+0x7d0]
    vpxord        zmm4, zmm4, zmm4
    vpunpcklbw    zmm8, zmm2, zmm4
    vpunpckhbw    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm3, zmm8
    vpunpckhwd    zmm3, zmm3, zmm8
    vpunpcklwd    zmm8, zmm0, zmm2
    vpunpckhwd    zmm0, zmm0, zmm2
    vpdpbusd      zmm1, zmm4, [r8+0x100]
    vpdpbusd      zmm5, zmm3, [r8+0x140]
    vpdpbusd      zmm6, zmm8, [r8+0x180]
    vpdpbusd      zmm7, zmm0, [r8+0x1c0]
    vmovdqu8      zmm0{k1}{z}, [rsi+0x280]
    vmovdqu8      zmm2{k1}{z}, [rsi+0x550]
    vpunpcklbw    zmm3, zmm0, zmm2
    vpunpckhbw    zmm0, zmm0, zmm2
    vmovdqu8      zmm2{k1}{z}, [rsi+0x820]
    vpxord        zmm4, zmm4, zmm4
    vpunpcklbw    zmm8, zmm2, zmm4
    vpunpckhbw    zmm2, zmm2, zmm4
    vpunpcklwd    zmm4, zmm3, zmm8
    vpunpckhwd    zmm3, zmm3, zmm8
    vpunpcklwd    zmm8, zmm0, zmm2
    vpunpckhwd    zmm0, zmm0, zmm2
    vpdpbusd      zmm1, zmm4, [r8+0x200]
    vpdpbusd      zmm5, zmm3, [r8+0x240]
    vpdpbusd      zmm6, zmm8, [r8+0x280]
    vpdpbusd      zmm7, zmm0, [r8+0x2c0]
    vmovups       zmm0, [r9]
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm0{rne-sae}, zmm1, zmm0
    vmovups       zmm1, [r9+0x40]
    vcvtdq2ps     zmm2{rne-sae}, zmm5
    vmulps        zmm1{rne-sae}, zmm2, zmm1
    vmovups       zmm2, [r9+0x80]
    vcvtdq2ps     zmm3{rne-sae}, zmm6
    vmulps        zmm2{rne-sae}, zmm3, zmm2
    vmovups       zmm3, [r9+0xc0]
    vcvtdq2ps     zmm4{rne-sae}, zmm7
    vmulps        zmm3{rne-sae}, zmm4, zmm3
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpackssdw     zmm0, zmm0, zmm1
    vpackssdw     zmm1, zmm2, zmm3
    vpbroadcastd  zmm2, [constant0]
    vpaddsw       zmm0, zmm0, zmm2
    vpaddsw       zmm1, zmm1, zmm2
    vpackuswb     zmm0, zmm0, zmm1
    vmovdqu32     [r10+0x140], xmm0
exit:
    vzeroupper
    ret
constant0:
    dd 0x30003

deinterleave u8 to f32 cvt+mul channels 4x20 pixels 16x1
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
    dd 0x0, 0x50, 0xa0, 0xf0, 0x140, 0x190, 0x1e0, 0x230, 0x280, 0x2d0, 0x320, 0x370, 0x3c0, 0x410, 0x460, 0x4b0
constant1:
    dd 0x3dcccccd
constant2:
    dd 0xff
constant3:
    dd 0x3

deinterleave u8 to f32 cvt+mul channels 4x20 pixels 9x1
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
    dd 0x0, 0x50, 0xa0, 0xf0, 0x140, 0x190, 0x1e0, 0x230, 0x280, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0
constant1:
    dd 0x3dcccccd
constant2:
    dd 0xff
constant3:
    dd 0x3
