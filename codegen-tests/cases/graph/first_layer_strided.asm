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

conv taps 2x2 channels 3 tile 1x1x32 on 1x1
code 279 bytes, constants 117 bytes, 47 instructions, 4 vpdpbusd
5 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 56 bytes, 10 instructions, 4 vpdpbusd, 6 loads, 0 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xfffff
    kmovq         k1, rax
    mov           rcx, [rdi+0x50]
    mov           rsi, [rdi+0x40]
    mov           rdx, [rdi+0x48]
    mov           r8, [rdi+0x58]
    mov           r9, [rdi+0x60]
    vmovdqu32     zmm0, [rcx]
    vmovdqu32     zmm1, [rcx+0x40]
    mov           r10d, 2
    nop           [rax+rax]
loop0:
    vpbroadcastd  zmm2, [rsi]
    vpdpbusd      zmm0, zmm2, [rdx]
    vpdpbusd      zmm1, zmm2, [rdx+0x40]
    vpbroadcastd  zmm2, [rsi+4]
    vpdpbusd      zmm0, zmm2, [rdx+0x80]
    vpdpbusd      zmm1, zmm2, [rdx+0xc0]
    add           rsi, 0x24
    add           rdx, 0x180
    dec           r10d
    jne           loop0
    vmovups       zmm2, [r8]
    vmovups       zmm3, [r8+0x40]
    vpbroadcastd  zmm4, [constant1]
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm2
    vmulps        zmm2{rne-sae}, zmm0, zmm4
    vcmpgt_oqps   k7, zmm0, [constant2]{1to16}
    vblendmps     zmm0{k7}, zmm2, zmm0
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm3
    vmulps        zmm2{rne-sae}, zmm1, zmm4
    vcmpgt_oqps   k7, zmm1, [constant2]{1to16}
    vblendmps     zmm1{k7}, zmm2, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9]{k1}, zmm1
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

conv taps 2x3 channels 3 tile 1x3x32 on 1x3
code 758 bytes, constants 86 bytes, 117 instructions, 18 vpdpbusd
10 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 231 bytes, 37 instructions, 18 vpdpbusd, 15 loads, 0 stores

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
    vmovdqa32     zmm2, zmm0
    vmovdqa32     zmm3, zmm1
    vmovdqa32     zmm4, zmm0
    vmovdqa32     zmm5, zmm1
    mov           r10d, 2
    nop           [rax+rax]
    nop           [rax+rax]
loop0:
    vmovdqu8      zmm6, [rsi]
    vmovdqu8      zmm7, [rsi+0x40]
    vpbroadcastd  zmm8, [rdx]
    vpdpbusd      zmm0, zmm8, zmm6
    vpdpbusd      zmm1, zmm8, zmm7
    vpbroadcastd  zmm8, [rdx+8]
    vpdpbusd      zmm2, zmm8, zmm6
    vpdpbusd      zmm3, zmm8, zmm7
    vpbroadcastd  zmm8, [rdx+0x10]
    vpdpbusd      zmm4, zmm8, zmm6
    vpdpbusd      zmm5, zmm8, zmm7
    vmovdqu8      zmm6, [rsi+0x80]
    vmovdqu8      zmm7, [rsi+0xc0]
    vpbroadcastd  zmm8, [rdx+4]
    vpdpbusd      zmm0, zmm8, zmm6
    vpdpbusd      zmm1, zmm8, zmm7
    vpbroadcastd  zmm8, [rdx+0xc]
    vpdpbusd      zmm2, zmm8, zmm6
    vpdpbusd      zmm3, zmm8, zmm7
    vpbroadcastd  zmm8, [rdx+0x14]
    vpdpbusd      zmm4, zmm8, zmm6
    vpdpbusd      zmm5, zmm8, zmm7
    vmovdqu8      zmm6, [rsi+0x100]
    vmovdqu8      zmm7, [rsi+0x140]
    vpbroadcastd  zmm8, [rdx+8]
    vpdpbusd      zmm0, zmm8, zmm6
    vpdpbusd      zmm1, zmm8, zmm7
    vpbroadcastd  zmm8, [rdx+0x10]
    vpdpbusd      zmm2, zmm8, zmm6
    vpdpbusd      zmm3, zmm8, zmm7
    vpbroadcastd  zmm8, [rdx+0x18]
    vpdpbusd      zmm4, zmm8, zmm6
    vpdpbusd      zmm5, zmm8, zmm7
    add           rsi, 0x180
    add           rdx, 0x24
    dec           r10d
    jne           loop0
    vmovups       zmm6, [r8]
    vmovups       zmm7, [r8+0x40]
    vpbroadcastd  zmm8, [constant1]
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm6
    vmulps        zmm9{rne-sae}, zmm0, zmm8
    vcmpgt_oqps   k7, zmm0, [constant2]{1to16}
    vblendmps     zmm0{k7}, zmm9, zmm0
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm7
    vmulps        zmm9{rne-sae}, zmm1, zmm8
    vcmpgt_oqps   k7, zmm1, [constant2]{1to16}
    vblendmps     zmm1{k7}, zmm9, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9]{k1}, zmm1
    vcvtdq2ps     zmm0{rne-sae}, zmm2
    vmulps        zmm0{rne-sae}, zmm0, zmm6
    vmulps        zmm1{rne-sae}, zmm0, zmm8
    vcmpgt_oqps   k7, zmm0, [constant2]{1to16}
    vblendmps     zmm0{k7}, zmm1, zmm0
    vcvtdq2ps     zmm1{rne-sae}, zmm3
    vmulps        zmm1{rne-sae}, zmm1, zmm7
    vmulps        zmm2{rne-sae}, zmm1, zmm8
    vcmpgt_oqps   k7, zmm1, [constant2]{1to16}
    vblendmps     zmm1{k7}, zmm2, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9+0x14]{k1}, zmm1
    vcvtdq2ps     zmm0{rne-sae}, zmm4
    vmulps        zmm0{rne-sae}, zmm0, zmm6
    vmulps        zmm1{rne-sae}, zmm0, zmm8
    vcmpgt_oqps   k7, zmm0, [constant2]{1to16}
    vblendmps     zmm0{k7}, zmm1, zmm0
    vcvtdq2ps     zmm1{rne-sae}, zmm5
    vmulps        zmm1{rne-sae}, zmm1, zmm7
    vmulps        zmm2{rne-sae}, zmm1, zmm8
    vcmpgt_oqps   k7, zmm1, [constant2]{1to16}
    vblendmps     zmm1{k7}, zmm2, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9+0x28]{k1}, zmm1
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

conv taps 3x2 channels 3 tile 3x1x32 on 3x1
code 687 bytes, constants 93 bytes, 106 instructions, 12 vpdpbusd
10 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 160 bytes, 26 instructions, 12 vpdpbusd, 10 loads, 0 stores

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
    vmovdqa32     zmm2, zmm0
    vmovdqa32     zmm3, zmm1
    vmovdqa32     zmm4, zmm0
    vmovdqa32     zmm5, zmm1
    mov           r10d, 3
    nop           [rax+rax]
    nop           [rax+rax]
loop0:
    vmovdqu8      zmm6, [rsi]
    vmovdqu8      zmm7, [rsi+0x40]
    vpbroadcastd  zmm8, [rdx]
    vpdpbusd      zmm0, zmm8, zmm6
    vpdpbusd      zmm1, zmm8, zmm7
    vpbroadcastd  zmm8, [rdx+0x48]
    vpdpbusd      zmm2, zmm8, zmm6
    vpdpbusd      zmm3, zmm8, zmm7
    vpbroadcastd  zmm8, [rdx+0x90]
    vpdpbusd      zmm4, zmm8, zmm6
    vpdpbusd      zmm5, zmm8, zmm7
    vmovdqu8      zmm6, [rsi+0x80]
    vmovdqu8      zmm7, [rsi+0xc0]
    vpbroadcastd  zmm8, [rdx+4]
    vpdpbusd      zmm0, zmm8, zmm6
    vpdpbusd      zmm1, zmm8, zmm7
    vpbroadcastd  zmm8, [rdx+0x4c]
    vpdpbusd      zmm2, zmm8, zmm6
    vpdpbusd      zmm3, zmm8, zmm7
    vpbroadcastd  zmm8, [rdx+0x94]
    vpdpbusd      zmm4, zmm8, zmm6
    vpdpbusd      zmm5, zmm8, zmm7
    add           rsi, 0x180
    add           rdx, 0x24
    dec           r10d
    jne           loop0
    vmovups       zmm6, [r8]
    vmovups       zmm7, [r8+0x40]
    vpbroadcastd  zmm8, [constant1]
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm6
    vmulps        zmm9{rne-sae}, zmm0, zmm8
    vcmpgt_oqps   k7, zmm0, [constant2]{1to16}
    vblendmps     zmm0{k7}, zmm9, zmm0
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm7
    vmulps        zmm9{rne-sae}, zmm1, zmm8
    vcmpgt_oqps   k7, zmm1, [constant2]{1to16}
    vblendmps     zmm1{k7}, zmm9, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9]{k1}, zmm1
    vcvtdq2ps     zmm0{rne-sae}, zmm2
    vmulps        zmm0{rne-sae}, zmm0, zmm6
    vmulps        zmm1{rne-sae}, zmm0, zmm8
    vcmpgt_oqps   k7, zmm0, [constant2]{1to16}
    vblendmps     zmm0{k7}, zmm1, zmm0
    vcvtdq2ps     zmm1{rne-sae}, zmm3
    vmulps        zmm1{rne-sae}, zmm1, zmm7
    vmulps        zmm2{rne-sae}, zmm1, zmm8
    vcmpgt_oqps   k7, zmm1, [constant2]{1to16}
    vblendmps     zmm1{k7}, zmm2, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9+0x64]{k1}, zmm1
    vcvtdq2ps     zmm0{rne-sae}, zmm4
    vmulps        zmm0{rne-sae}, zmm0, zmm6
    vmulps        zmm1{rne-sae}, zmm0, zmm8
    vcmpgt_oqps   k7, zmm0, [constant2]{1to16}
    vblendmps     zmm0{k7}, zmm1, zmm0
    vcvtdq2ps     zmm1{rne-sae}, zmm5
    vmulps        zmm1{rne-sae}, zmm1, zmm7
    vmulps        zmm2{rne-sae}, zmm1, zmm8
    vcmpgt_oqps   k7, zmm1, [constant2]{1to16}
    vblendmps     zmm1{k7}, zmm2, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9+0xc8]{k1}, zmm1
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

conv taps 3x3 channels 3 tile 3x3x32 on 3x3
code 1980 bytes, constants 80 bytes, 296 instructions, 54 vpdpbusd
22 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 573 bytes, 91 instructions, 54 vpdpbusd, 33 loads, 0 stores

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
    vmovdqa32     zmm2, zmm0
    vmovdqa32     zmm3, zmm1
    vmovdqa32     zmm4, zmm0
    vmovdqa32     zmm5, zmm1
    vmovdqa32     zmm6, zmm0
    vmovdqa32     zmm7, zmm1
    vmovdqa32     zmm8, zmm0
    vmovdqa32     zmm9, zmm1
    vmovdqa32     zmm10, zmm0
    vmovdqa32     zmm11, zmm1
    vmovdqa32     zmm12, zmm0
    vmovdqa32     zmm13, zmm1
    vmovdqa32     zmm14, zmm0
    vmovdqa32     zmm15, zmm1
    vmovdqa32     zmm16, zmm0
    vmovdqa32     zmm17, zmm1
    mov           r10d, 3
    nop           [rax+rax]
loop0:
    vmovdqu8      zmm18, [rsi]
    vmovdqu8      zmm19, [rsi+0x40]
    vpbroadcastd  zmm20, [rdx]
    vpdpbusd      zmm0, zmm20, zmm18
    vpdpbusd      zmm1, zmm20, zmm19
    vpbroadcastd  zmm20, [rdx+8]
    vpdpbusd      zmm2, zmm20, zmm18
    vpdpbusd      zmm3, zmm20, zmm19
    vpbroadcastd  zmm20, [rdx+0x10]
    vpdpbusd      zmm4, zmm20, zmm18
    vpdpbusd      zmm5, zmm20, zmm19
    vpbroadcastd  zmm20, [rdx+0x48]
    vpdpbusd      zmm6, zmm20, zmm18
    vpdpbusd      zmm7, zmm20, zmm19
    vpbroadcastd  zmm20, [rdx+0x50]
    vpdpbusd      zmm8, zmm20, zmm18
    vpdpbusd      zmm9, zmm20, zmm19
    vpbroadcastd  zmm20, [rdx+0x58]
    vpdpbusd      zmm10, zmm20, zmm18
    vpdpbusd      zmm11, zmm20, zmm19
    vpbroadcastd  zmm20, [rdx+0x90]
    vpdpbusd      zmm12, zmm20, zmm18
    vpdpbusd      zmm13, zmm20, zmm19
    vpbroadcastd  zmm20, [rdx+0x98]
    vpdpbusd      zmm14, zmm20, zmm18
    vpdpbusd      zmm15, zmm20, zmm19
    vpbroadcastd  zmm20, [rdx+0xa0]
    vpdpbusd      zmm16, zmm20, zmm18
    vpdpbusd      zmm17, zmm20, zmm19
    vmovdqu8      zmm18, [rsi+0x80]
    vmovdqu8      zmm19, [rsi+0xc0]
    vpbroadcastd  zmm20, [rdx+4]
    vpdpbusd      zmm0, zmm20, zmm18
    vpdpbusd      zmm1, zmm20, zmm19
    vpbroadcastd  zmm20, [rdx+0xc]
    vpdpbusd      zmm2, zmm20, zmm18
    vpdpbusd      zmm3, zmm20, zmm19
    vpbroadcastd  zmm20, [rdx+0x14]
    vpdpbusd      zmm4, zmm20, zmm18
    vpdpbusd      zmm5, zmm20, zmm19
    vpbroadcastd  zmm20, [rdx+0x4c]
    vpdpbusd      zmm6, zmm20, zmm18
    vpdpbusd      zmm7, zmm20, zmm19
    vpbroadcastd  zmm20, [rdx+0x54]
    vpdpbusd      zmm8, zmm20, zmm18
    vpdpbusd      zmm9, zmm20, zmm19
    vpbroadcastd  zmm20, [rdx+0x5c]
    vpdpbusd      zmm10, zmm20, zmm18
    vpdpbusd      zmm11, zmm20, zmm19
    vpbroadcastd  zmm20, [rdx+0x94]
    vpdpbusd      zmm12, zmm20, zmm18
    vpdpbusd      zmm13, zmm20, zmm19
    vpbroadcastd  zmm20, [rdx+0x9c]
    vpdpbusd      zmm14, zmm20, zmm18
    vpdpbusd      zmm15, zmm20, zmm19
    vpbroadcastd  zmm20, [rdx+0xa4]
    vpdpbusd      zmm16, zmm20, zmm18
    vpdpbusd      zmm17, zmm20, zmm19
    vmovdqu8      zmm18, [rsi+0x100]
    vmovdqu8      zmm19, [rsi+0x140]
    vpbroadcastd  zmm20, [rdx+8]
    vpdpbusd      zmm0, zmm20, zmm18
    vpdpbusd      zmm1, zmm20, zmm19
    vpbroadcastd  zmm20, [rdx+0x10]
    vpdpbusd      zmm2, zmm20, zmm18
    vpdpbusd      zmm3, zmm20, zmm19
    vpbroadcastd  zmm20, [rdx+0x18]
    vpdpbusd      zmm4, zmm20, zmm18
    vpdpbusd      zmm5, zmm20, zmm19
    vpbroadcastd  zmm20, [rdx+0x50]
    vpdpbusd      zmm6, zmm20, zmm18
    vpdpbusd      zmm7, zmm20, zmm19
    vpbroadcastd  zmm20, [rdx+0x58]
    vpdpbusd      zmm8, zmm20, zmm18
    vpdpbusd      zmm9, zmm20, zmm19
    vpbroadcastd  zmm20, [rdx+0x60]
    vpdpbusd      zmm10, zmm20, zmm18
    vpdpbusd      zmm11, zmm20, zmm19
    vpbroadcastd  zmm20, [rdx+0x98]
    vpdpbusd      zmm12, zmm20, zmm18
    vpdpbusd      zmm13, zmm20, zmm19
    vpbroadcastd  zmm20, [rdx+0xa0]
    vpdpbusd      zmm14, zmm20, zmm18
    vpdpbusd      zmm15, zmm20, zmm19
    vpbroadcastd  zmm20, [rdx+0xa8]
    vpdpbusd      zmm16, zmm20, zmm18
    vpdpbusd      zmm17, zmm20, zmm19
    add           rsi, 0x180
    add           rdx, 0x24
    dec           r10d
    jne           loop0
    vmovups       zmm18, [r8]
    vmovups       zmm19, [r8+0x40]
    vpbroadcastd  zmm20, [constant1]
    vcvtdq2ps     zmm0{rne-sae}, zmm0
    vmulps        zmm0{rne-sae}, zmm0, zmm18
    vmulps        zmm21{rne-sae}, zmm0, zmm20
    vcmpgt_oqps   k7, zmm0, [constant2]{1to16}
    vblendmps     zmm0{k7}, zmm21, zmm0
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vmulps        zmm1{rne-sae}, zmm1, zmm19
    vmulps        zmm21{rne-sae}, zmm1, zmm20
    vcmpgt_oqps   k7, zmm1, [constant2]{1to16}
    vblendmps     zmm1{k7}, zmm21, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9]{k1}, zmm1
    vcvtdq2ps     zmm0{rne-sae}, zmm2
    vmulps        zmm0{rne-sae}, zmm0, zmm18
    vmulps        zmm1{rne-sae}, zmm0, zmm20
    vcmpgt_oqps   k7, zmm0, [constant2]{1to16}
    vblendmps     zmm0{k7}, zmm1, zmm0
    vcvtdq2ps     zmm1{rne-sae}, zmm3
    vmulps        zmm1{rne-sae}, zmm1, zmm19
    vmulps        zmm2{rne-sae}, zmm1, zmm20
    vcmpgt_oqps   k7, zmm1, [constant2]{1to16}
    vblendmps     zmm1{k7}, zmm2, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9+0x14]{k1}, zmm1
    vcvtdq2ps     zmm0{rne-sae}, zmm4
    vmulps        zmm0{rne-sae}, zmm0, zmm18
    vmulps        zmm1{rne-sae}, zmm0, zmm20
    vcmpgt_oqps   k7, zmm0, [constant2]{1to16}
    vblendmps     zmm0{k7}, zmm1, zmm0
    vcvtdq2ps     zmm1{rne-sae}, zmm5
    vmulps        zmm1{rne-sae}, zmm1, zmm19
    vmulps        zmm2{rne-sae}, zmm1, zmm20
    vcmpgt_oqps   k7, zmm1, [constant2]{1to16}
    vblendmps     zmm1{k7}, zmm2, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9+0x28]{k1}, zmm1
    vcvtdq2ps     zmm0{rne-sae}, zmm6
    vmulps        zmm0{rne-sae}, zmm0, zmm18
    vmulps        zmm1{rne-sae}, zmm0, zmm20
    vcmpgt_oqps   k7, zmm0, [constant2]{1to16}
    vblendmps     zmm0{k7}, zmm1, zmm0
    vcvtdq2ps     zmm1{rne-sae}, zmm7
    vmulps        zmm1{rne-sae}, zmm1, zmm19
    vmulps        zmm2{rne-sae}, zmm1, zmm20
    vcmpgt_oqps   k7, zmm1, [constant2]{1to16}
    vblendmps     zmm1{k7}, zmm2, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9+0x64]{k1}, zmm1
    vcvtdq2ps     zmm0{rne-sae}, zmm8
    vmulps        zmm0{rne-sae}, zmm0, zmm18
    vmulps        zmm1{rne-sae}, zmm0, zmm20
    vcmpgt_oqps   k7, zmm0, [constant2]{1to16}
    vblendmps     zmm0{k7}, zmm1, zmm0
    vcvtdq2ps     zmm1{rne-sae}, zmm9
    vmulps        zmm1{rne-sae}, zmm1, zmm19
    vmulps        zmm2{rne-sae}, zmm1, zmm20
    vcmpgt_oqps   k7, zmm1, [constant2]{1to16}
    vblendmps     zmm1{k7}, zmm2, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9+0x78]{k1}, zmm1
    vcvtdq2ps     zmm0{rne-sae}, zmm10
    vmulps        zmm0{rne-sae}, zmm0, zmm18
    vmulps        zmm1{rne-sae}, zmm0, zmm20
    vcmpgt_oqps   k7, zmm0, [constant2]{1to16}
    vblendmps     zmm0{k7}, zmm1, zmm0
    vcvtdq2ps     zmm1{rne-sae}, zmm11
    vmulps        zmm1{rne-sae}, zmm1, zmm19
    vmulps        zmm2{rne-sae}, zmm1, zmm20
    vcmpgt_oqps   k7, zmm1, [constant2]{1to16}
    vblendmps     zmm1{k7}, zmm2, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9+0x8c]{k1}, zmm1
    vcvtdq2ps     zmm0{rne-sae}, zmm12
    vmulps        zmm0{rne-sae}, zmm0, zmm18
    vmulps        zmm1{rne-sae}, zmm0, zmm20
    vcmpgt_oqps   k7, zmm0, [constant2]{1to16}
    vblendmps     zmm0{k7}, zmm1, zmm0
    vcvtdq2ps     zmm1{rne-sae}, zmm13
    vmulps        zmm1{rne-sae}, zmm1, zmm19
    vmulps        zmm2{rne-sae}, zmm1, zmm20
    vcmpgt_oqps   k7, zmm1, [constant2]{1to16}
    vblendmps     zmm1{k7}, zmm2, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9+0xc8]{k1}, zmm1
    vcvtdq2ps     zmm0{rne-sae}, zmm14
    vmulps        zmm0{rne-sae}, zmm0, zmm18
    vmulps        zmm1{rne-sae}, zmm0, zmm20
    vcmpgt_oqps   k7, zmm0, [constant2]{1to16}
    vblendmps     zmm0{k7}, zmm1, zmm0
    vcvtdq2ps     zmm1{rne-sae}, zmm15
    vmulps        zmm1{rne-sae}, zmm1, zmm19
    vmulps        zmm2{rne-sae}, zmm1, zmm20
    vcmpgt_oqps   k7, zmm1, [constant2]{1to16}
    vblendmps     zmm1{k7}, zmm2, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9+0xdc]{k1}, zmm1
    vcvtdq2ps     zmm0{rne-sae}, zmm16
    vmulps        zmm0{rne-sae}, zmm0, zmm18
    vmulps        zmm1{rne-sae}, zmm0, zmm20
    vcmpgt_oqps   k7, zmm0, [constant2]{1to16}
    vblendmps     zmm0{k7}, zmm1, zmm0
    vcvtdq2ps     zmm1{rne-sae}, zmm17
    vmulps        zmm1{rne-sae}, zmm1, zmm19
    vmulps        zmm2{rne-sae}, zmm1, zmm20
    vcmpgt_oqps   k7, zmm1, [constant2]{1to16}
    vblendmps     zmm1{k7}, zmm2, zmm1
    vcvtps2dq     zmm0{rne-sae}, zmm0
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpackssdw     zmm0, zmm0, zmm1
    vpbroadcastd  zmm1, [constant3]
    vpaddsw       zmm0, zmm0, zmm1
    vpackuswb     zmm0, zmm0, zmm0
    vmovdqa32     zmm1, [constant0]
    vpermd        zmm1, zmm1, zmm0
    vmovdqu8      [r9+0xf0]{k1}, zmm1
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
