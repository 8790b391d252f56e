map f32 to f32 flat copy by 64 on 15
code 144 bytes, constants 0 bytes, 26 instructions, 0 vpdpbusd
4 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 76 bytes, 13 instructions, 0 vpdpbusd, 4 loads, 4 stores

    cmp           rsi, rdx
    jae           exit
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x100
    add           rcx, rax
    mov           r8, [rdi+0x48]
    imul          rax, rsi, 0x100
    add           r8, rax
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax+rax]
loop0:
    vmovups       zmm0, [rcx]
    vmovups       zmm1, [rcx+0x40]
    vmovups       zmm2, [rcx+0x80]
    vmovups       zmm3, [rcx+0xc0]
    vmovups       [r8], zmm0
    vmovups       [r8+0x40], zmm1
    vmovups       [r8+0x80], zmm2
    vmovups       [r8+0xc0], zmm3
    add           rcx, 0x100
    add           r8, 0x100
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret

map f32 to f32 flat copy by 40 on 1
code 71 bytes, constants 0 bytes, 14 instructions, 0 vpdpbusd
3 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xff
    kmovq         k1, rax
    mov           rcx, [rdi+0x40]
    mov           rsi, [rdi+0x48]
    vmovups       zmm0, [rcx]
    vmovups       zmm1, [rcx+0x40]
    vmovups       zmm2{k1}{z}, [rcx+0x80]
    vmovups       [rsi], zmm0
    vmovups       [rsi+0x40], zmm1
    vmovdqu32     [rsi+0x80], ymm2
exit:
    vzeroupper
    ret

map f32 to f32 flat sub+exp by 64 on 15
code 1310 bytes, constants 82 bytes, 181 instructions, 0 vpdpbusd
7 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 1242 bytes, 166 instructions, 0 vpdpbusd, 64 loads, 4 stores

    cmp           rsi, rdx
    jae           exit
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x100
    add           rcx, rax
    mov           r8, [rdi+0x48]
    imul          rax, rsi, 0x100
    add           r8, rax
    mov           r9, [rdi+0x50]
    imul          rax, rsi, 0x100
    add           r9, rax
    nop           [rax+rax]
    nop           [rax]
loop0:
    vmovups       zmm0, [rcx]
    vmovups       zmm1, [r8]
    vsubps        zmm0{rne-sae}, zmm0, zmm1
    vpbroadcastd  zmm1, [constant0]
    vmaxps        zmm0, zmm1, zmm0
    vpbroadcastd  zmm1, [constant1]
    vminps        zmm0, zmm1, zmm0
    vpbroadcastd  zmm1, [constant2]
    vmulps        zmm1{rne-sae}, zmm0, zmm1
    vrndscaleps   zmm1{sae}, zmm1, 0
    vpbroadcastd  zmm2, [constant3]
    vfmadd231ps   zmm0{rne-sae}, zmm1, zmm2
    vpbroadcastd  zmm2, [constant4]
    vfmadd231ps   zmm0{rne-sae}, zmm1, zmm2
    vpbroadcastd  zmm2, [constant5]
    vpbroadcastd  zmm3, [constant6]
    vfmadd231ps   zmm3{rne-sae}, zmm2, zmm0
    vpbroadcastd  zmm2, [constant7]
    vfmadd231ps   zmm2{rne-sae}, zmm3, zmm0
    vpbroadcastd  zmm3, [constant8]
    vfmadd231ps   zmm3{rne-sae}, zmm2, zmm0
    vpbroadcastd  zmm2, [constant9]
    vfmadd231ps   zmm2{rne-sae}, zmm3, zmm0
    vpbroadcastd  zmm3, [constant10]
    vfmadd231ps   zmm3{rne-sae}, zmm2, zmm0
    vmulps        zmm2{rne-sae}, zmm0, zmm0
    vfmadd231ps   zmm0{rne-sae}, zmm3, zmm2
    vpbroadcastd  zmm2, [constant10]
    vmulps        zmm2{rne-sae}, zmm1, zmm2
    vrndscaleps   zmm2{sae}, zmm2, 0
    vsubps        zmm1{rne-sae}, zmm1, zmm2
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vpaddd        zmm2, zmm2, [constant11]{1to16}
    vpslld        zmm2, zmm2, 0x17
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpaddd        zmm1, zmm1, [constant11]{1to16}
    vpslld        zmm1, zmm1, 0x17
    vfmadd231ps   zmm2{rne-sae}, zmm0, zmm2
    vmulps        zmm0{rne-sae}, zmm2, zmm1
    vmovups       zmm1, [rcx+0x40]
    vmovups       zmm2, [r8+0x40]
    vsubps        zmm1{rne-sae}, zmm1, zmm2
    vpbroadcastd  zmm2, [constant0]
    vmaxps        zmm1, zmm2, zmm1
    vpbroadcastd  zmm2, [constant1]
    vminps        zmm1, zmm2, zmm1
    vpbroadcastd  zmm2, [constant2]
    vmulps        zmm2{rne-sae}, zmm1, zmm2
    vrndscaleps   zmm2{sae}, zmm2, 0
    vpbroadcastd  zmm3, [constant3]
    vfmadd231ps   zmm1{rne-sae}, zmm2, zmm3
    vpbroadcastd  zmm3, [constant4]
    vfmadd231ps   zmm1{rne-sae}, zmm2, zmm3
    vpbroadcastd  zmm3, [constant5]
    vpbroadcastd  zmm4, [constant6]
    vfmadd231ps   zmm4{rne-sae}, zmm3, zmm1
    vpbroadcastd  zmm3, [constant7]
    vfmadd231ps   zmm3{rne-sae}, zmm4, zmm1
    vpbroadcastd  zmm4, [constant8]
    vfmadd231ps   zmm4{rne-sae}, zmm3, zmm1
    vpbroadcastd  zmm3, [constant9]
    vfmadd231ps   zmm3{rne-sae}, zmm4, zmm1
    vpbroadcastd  zmm4, [constant10]
    vfmadd231ps   zmm4{rne-sae}, zmm3, zmm1
    vmulps        zmm3{rne-sae}, zmm1, zmm1
    vfmadd231ps   zmm1{rne-sae}, zmm4, zmm3
    vpbroadcastd  zmm3, [constant10]
    vmulps        zmm3{rne-sae}, zmm2, zmm3
    vrndscaleps   zmm3{sae}, zmm3, 0
    vsubps        zmm2{rne-sae}, zmm2, zmm3
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpaddd        zmm3, zmm3, [constant11]{1to16}
    vpslld        zmm3, zmm3, 0x17
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vpaddd        zmm2, zmm2, [constant11]{1to16}
    vpslld        zmm2, zmm2, 0x17
    vfmadd231ps   zmm3{rne-sae}, zmm1, zmm3
    vmulps        zmm1{rne-sae}, zmm3, zmm2
    vmovups       zmm2, [rcx+0x80]
    vmovups       zmm3, [r8+0x80]
    vsubps        zmm2{rne-sae}, zmm2, zmm3
    vpbroadcastd  zmm3, [constant0]
    vmaxps        zmm2, zmm3, zmm2
    vpbroadcastd  zmm3, [constant1]
    vminps        zmm2, zmm3, zmm2
    vpbroadcastd  zmm3, [constant2]
    vmulps        zmm3{rne-sae}, zmm2, zmm3
    vrndscaleps   zmm3{sae}, zmm3, 0
    vpbroadcastd  zmm4, [constant3]
    vfmadd231ps   zmm2{rne-sae}, zmm3, zmm4
    vpbroadcastd  zmm4, [constant4]
    vfmadd231ps   zmm2{rne-sae}, zmm3, zmm4
    vpbroadcastd  zmm4, [constant5]
    vpbroadcastd  zmm5, [constant6]
    vfmadd231ps   zmm5{rne-sae}, zmm4, zmm2
    vpbroadcastd  zmm4, [constant7]
    vfmadd231ps   zmm4{rne-sae}, zmm5, zmm2
    vpbroadcastd  zmm5, [constant8]
    vfmadd231ps   zmm5{rne-sae}, zmm4, zmm2
    vpbroadcastd  zmm4, [constant9]
    vfmadd231ps   zmm4{rne-sae}, zmm5, zmm2
    vpbroadcastd  zmm5, [constant10]
    vfmadd231ps   zmm5{rne-sae}, zmm4, zmm2
    vmulps        zmm4{rne-sae}, zmm2, zmm2
    vfmadd231ps   zmm2{rne-sae}, zmm5, zmm4
    vpbroadcastd  zmm4, [constant10]
    vmulps        zmm4{rne-sae}, zmm3, zmm4
    vrndscaleps   zmm4{sae}, zmm4, 0
    vsubps        zmm3{rne-sae}, zmm3, zmm4
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vpaddd        zmm4, zmm4, [constant11]{1to16}
    vpslld        zmm4, zmm4, 0x17
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpaddd        zmm3, zmm3, [constant11]{1to16}
    vpslld        zmm3, zmm3, 0x17
    vfmadd231ps   zmm4{rne-sae}, zmm2, zmm4
    vmulps        zmm2{rne-sae}, zmm4, zmm3
    vmovups       zmm3, [rcx+0xc0]
    vmovups       zmm4, [r8+0xc0]
    vsubps        zmm3{rne-sae}, zmm3, zmm4
    vpbroadcastd  zmm4, [constant0]
    vmaxps        zmm3, zmm4, zmm3
    vpbroadcastd  zmm4, [constant1]
    vminps        zmm3, zmm4, zmm3
    vpbroadcastd  zmm4, [constant2]
    vmulps        zmm4{rne-sae}, zmm3, zmm4
    vrndscaleps   zmm4{sae}, zmm4, 0
    vpbroadcastd  zmm5, [constant3]
    vfmadd231ps   zmm3{rne-sae}, zmm4, zmm5
    vpbroadcastd  zmm5, [constant4]
    vfmadd231ps   zmm3{rne-sae}, zmm4, zmm5
    vpbroadcastd  zmm5, [constant5]
    vpbroadcastd  zmm6, [constant6]
    vfmadd231ps   zmm6{rne-sae}, zmm5, zmm3
    vpbroadcastd  zmm5, [constant7]
    vfmadd231ps   zmm5{rne-sae}, zmm6, zmm3
    vpbroadcastd  zmm6, [constant8]
    vfmadd231ps   zmm6{rne-sae}, zmm5, zmm3
    vpbroadcastd  zmm5, [constant9]
    vfmadd231ps   zmm5{rne-sae}, zmm6, zmm3
    vpbroadcastd  zmm6, [constant10]
    vfmadd231ps   zmm6{rne-sae}, zmm5, zmm3
    vmulps        zmm5{rne-sae}, zmm3, zmm3
    vfmadd231ps   zmm3{rne-sae}, zmm6, zmm5
    vpbroadcastd  zmm5, [constant10]
    vmulps        zmm5{rne-sae}, zmm4, zmm5
    vrndscaleps   zmm5{sae}, zmm5, 0
    vsubps        zmm4{rne-sae}, zmm4, zmm5
    vcvtps2dq     zmm5{rne-sae}, zmm5
    vpaddd        zmm5, zmm5, [constant11]{1to16}
    vpslld        zmm5, zmm5, 0x17
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vpaddd        zmm4, zmm4, [constant11]{1to16}
    vpslld        zmm4, zmm4, 0x17
    vfmadd231ps   zmm5{rne-sae}, zmm3, zmm5
    vmulps        zmm3{rne-sae}, zmm5, zmm4
    vmovups       [r9], zmm0
    vmovups       [r9+0x40], zmm1
    vmovups       [r9+0x80], zmm2
    vmovups       [r9+0xc0], zmm3
    add           rcx, 0x100
    add           r8, 0x100
    add           r9, 0x100
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0xc2d00000
constant1:
    dd 0x42b20000
constant2:
    dd 0x3fb8aa3b
constant3:
    dd 0xbf318000
constant4:
    dd 0x395e8083
constant5:
    dd 0x39506967
constant6:
    dd 0x3ab743cf
constant7:
    dd 0x3c088908
constant8:
    dd 0x3d2aa9c1
constant9:
    dd 0x3e2aaaaa
constant10:
    dd 0x3f000000
constant11:
    dd 0x7f

map f32 to f32 flat sub+exp by 40 on 1
code 941 bytes, constants 67 bytes, 129 instructions, 0 vpdpbusd
6 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xff
    kmovq         k1, rax
    mov           rcx, [rdi+0x40]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x50]
    vmovups       zmm0, [rcx]
    vmovups       zmm1, [rsi]
    vsubps        zmm0{rne-sae}, zmm0, zmm1
    vpbroadcastd  zmm1, [constant0]
    vmaxps        zmm0, zmm1, zmm0
    vpbroadcastd  zmm1, [constant1]
    vminps        zmm0, zmm1, zmm0
    vpbroadcastd  zmm1, [constant2]
    vmulps        zmm1{rne-sae}, zmm0, zmm1
    vrndscaleps   zmm1{sae}, zmm1, 0
    vpbroadcastd  zmm2, [constant3]
    vfmadd231ps   zmm0{rne-sae}, zmm1, zmm2
    vpbroadcastd  zmm2, [constant4]
    vfmadd231ps   zmm0{rne-sae}, zmm1, zmm2
    vpbroadcastd  zmm2, [constant5]
    vpbroadcastd  zmm3, [constant6]
    vfmadd231ps   zmm3{rne-sae}, zmm2, zmm0
    vpbroadcastd  zmm2, [constant7]
    vfmadd231ps   zmm2{rne-sae}, zmm3, zmm0
    vpbroadcastd  zmm3, [constant8]
    vfmadd231ps   zmm3{rne-sae}, zmm2, zmm0
    vpbroadcastd  zmm2, [constant9]
    vfmadd231ps   zmm2{rne-sae}, zmm3, zmm0
    vpbroadcastd  zmm3, [constant10]
    vfmadd231ps   zmm3{rne-sae}, zmm2, zmm0
    vmulps        zmm2{rne-sae}, zmm0, zmm0
    vfmadd231ps   zmm0{rne-sae}, zmm3, zmm2
    vpbroadcastd  zmm2, [constant10]
    vmulps        zmm2{rne-sae}, zmm1, zmm2
    vrndscaleps   zmm2{sae}, zmm2, 0
    vsubps        zmm1{rne-sae}, zmm1, zmm2
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vpaddd        zmm2, zmm2, [constant11]{1to16}
    vpslld        zmm2, zmm2, 0x17
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpaddd        zmm1, zmm1, [constant11]{1to16}
    vpslld        zmm1, zmm1, 0x17
    vfmadd231ps   zmm2{rne-sae}, zmm0, zmm2
    vmulps        zmm0{rne-sae}, zmm2, zmm1
    vmovups       zmm1, [rcx+0x40]
    vmovups       zmm2, [rsi+0x40]
    vsubps        zmm1{rne-sae}, zmm1, zmm2
    vpbroadcastd  zmm2, [constant0]
    vmaxps        zmm1, zmm2, zmm1
    vpbroadcastd  zmm2, [constant1]
    vminps        zmm1, zmm2, zmm1
    vpbroadcastd  zmm2, [constant2]
    vmulps        zmm2{rne-sae}, zmm1, zmm2
    vrndscaleps   zmm2{sae}, zmm2, 0
    vpbroadcastd  zmm3, [constant3]
    vfmadd231ps   zmm1{rne-sae}, zmm2, zmm3
    vpbroadcastd  zmm3, [constant4]
    vfmadd231ps   zmm1{rne-sae}, zmm2, zmm3
    vpbroadcastd  zmm3, [constant5]
    vpbroadcastd  zmm4, [constant6]
    vfmadd231ps   zmm4{rne-sae}, zmm3, zmm1
    vpbroadcastd  zmm3, [constant7]
    vfmadd231ps   zmm3{rne-sae}, zmm4, zmm1
    vpbroadcastd  zmm4, [constant8]
    vfmadd231ps   zmm4{rne-sae}, zmm3, zmm1
    vpbroadcastd  zmm3, [constant9]
    vfmadd231ps   zmm3{rne-sae}, zmm4, zmm1
    vpbroadcastd  zmm4, [constant10]
    vfmadd231ps   zmm4{rne-sae}, zmm3, zmm1
    vmulps        zmm3{rne-sae}, zmm1, zmm1
    vfmadd231ps   zmm1{rne-sae}, zmm4, zmm3
    vpbroadcastd  zmm3, [constant10]
    vmulps        zmm3{rne-sae}, zmm2, zmm3
    vrndscaleps   zmm3{sae}, zmm3, 0
    vsubps        zmm2{rne-sae}, zmm2, zmm3
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpaddd        zmm3, zmm3, [constant11]{1to16}
    vpslld        zmm3, zmm3, 0x17
    vcvtps2dq     zmm2{rne-sae}, zmm2
    vpaddd        zmm2, zmm2, [constant11]{1to16}
    vpslld        zmm2, zmm2, 0x17
    vfmadd231ps   zmm3{rne-sae}, zmm1, zmm3
    vmulps        zmm1{rne-sae}, zmm3, zmm2
    vmovups       zmm2{k1}{z}, [rcx+0x80]
    vmovups       zmm3{k1}{z}, [rsi+0x80]
    vsubps        zmm2{rne-sae}, zmm2, zmm3
    vpbroadcastd  zmm3, [constant0]
    vmaxps        zmm2, zmm3, zmm2
    vpbroadcastd  zmm3, [constant1]
    vminps        zmm2, zmm3, zmm2
    vpbroadcastd  zmm3, [constant2]
    vmulps        zmm3{rne-sae}, zmm2, zmm3
    vrndscaleps   zmm3{sae}, zmm3, 0
    vpbroadcastd  zmm4, [constant3]
    vfmadd231ps   zmm2{rne-sae}, zmm3, zmm4
    vpbroadcastd  zmm4, [constant4]
    vfmadd231ps   zmm2{rne-sae}, zmm3, zmm4
    vpbroadcastd  zmm4, [constant5]
    vpbroadcastd  zmm5, [constant6]
    vfmadd231ps   zmm5{rne-sae}, zmm4, zmm2
    vpbroadcastd  zmm4, [constant7]
    vfmadd231ps   zmm4{rne-sae}, zmm5, zmm2
    vpbroadcastd  zmm5, [constant8]
    vfmadd231ps   zmm5{rne-sae}, zmm4, zmm2
    vpbroadcastd  zmm4, [constant9]
    vfmadd231ps   zmm4{rne-sae}, zmm5, zmm2
    vpbroadcastd  zmm5, [constant10]
    vfmadd231ps   zmm5{rne-sae}, zmm4, zmm2
    vmulps        zmm4{rne-sae}, zmm2, zmm2
    vfmadd231ps   zmm2{rne-sae}, zmm5, zmm4
    vpbroadcastd  zmm4, [constant10]
    vmulps        zmm4{rne-sae}, zmm3, zmm4
    vrndscaleps   zmm4{sae}, zmm4, 0
    vsubps        zmm3{rne-sae}, zmm3, zmm4
    vcvtps2dq     zmm4{rne-sae}, zmm4
    vpaddd        zmm4, zmm4, [constant11]{1to16}
    vpslld        zmm4, zmm4, 0x17
    vcvtps2dq     zmm3{rne-sae}, zmm3
    vpaddd        zmm3, zmm3, [constant11]{1to16}
    vpslld        zmm3, zmm3, 0x17
    vfmadd231ps   zmm4{rne-sae}, zmm2, zmm4
    vmulps        zmm2{rne-sae}, zmm4, zmm3
    vmovups       [rdx], zmm0
    vmovups       [rdx+0x40], zmm1
    vmovdqu32     [rdx+0x80], ymm2
exit:
    vzeroupper
    ret
constant0:
    dd 0xc2d00000
constant1:
    dd 0x42b20000
constant2:
    dd 0x3fb8aa3b
constant3:
    dd 0xbf318000
constant4:
    dd 0x395e8083
constant5:
    dd 0x39506967
constant6:
    dd 0x3ab743cf
constant7:
    dd 0x3c088908
constant8:
    dd 0x3d2aa9c1
constant9:
    dd 0x3e2aaaaa
constant10:
    dd 0x3f000000
constant11:
    dd 0x7f
