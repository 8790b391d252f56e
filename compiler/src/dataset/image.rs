//! Photographs: JPEG and PNG files, their size, and the numbers that a network reads.

use crate::diagnostic::{Code, Diagnostic, Result};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;
use zune_png::PngDecoder;

/// Pixels of the largest image that is decoded or made.
const MOST_PIXELS: usize = 1 << 26;
/// Bytes of an image that a byte of a file can stand for: DEFLATE packs at most 1032 to 1, and a block of a JPEG takes at least one bit.
const MOST_EXPANSION: usize = 2048;
/// What even the smallest file may unpack to.
const LEAST_LIMIT: usize = 1 << 16;

/// 8-bit pixels, row by row, one or three (red, green, blue) bytes each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    pub width: usize,
    pub height: usize,
    pub channels: usize,
    pub pixels: Vec<u8>,
}

/// Whether bytes begin as a file does that [`decode`] reads.
pub fn is_encoded(bytes: &[u8]) -> bool {
    is_jpeg(bytes) || is_png(bytes)
}

fn is_jpeg(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xd8, 0xff])
}

fn is_png(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x89PNG\r\n\x1a\n")
}

/// The pixels of a JPEG or PNG file, grey or coloured as it is. Transparency is passed over; 16 bits become 8.
///
/// # Errors
/// `Malformed` where the bytes are neither or are damaged, `Overflow` where the header claims an image that so few bytes cannot hold.
pub fn decode(bytes: &[u8]) -> Result<Image> {
    let damaged = |e: &dyn std::fmt::Display| Diagnostic::error(Code::Malformed, format!("the image cannot be decoded: {e}"));
    let options = DecoderOptions::default().set_max_width(MOST_PIXELS).set_max_height(MOST_PIXELS).png_set_strip_to_8bit(true);
    let (width, height, colors, pixels) = if is_jpeg(bytes) {
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
        decoder.decode_headers().map_err(|e| damaged(&e))?;
        let (width, height) = decoder.info().map(|info| (usize::from(info.width), usize::from(info.height))).unwrap_or_default();
        check_size(width, height, bytes.len())?;
        let grey = decoder.input_colorspace() == Some(ColorSpace::Luma);
        decoder.set_options(options.jpeg_set_out_colorspace(if grey { ColorSpace::Luma } else { ColorSpace::RGB }));
        (width, height, if grey { 1 } else { 3 }, decoder.decode().map_err(|e| damaged(&e))?)
    } else if is_png(bytes) {
        let mut decoder = PngDecoder::new_with_options(ZCursor::new(bytes), options);
        decoder.decode_headers().map_err(|e| damaged(&e))?;
        let (width, height) = decoder.dimensions().unwrap_or_default();
        check_size(width, height, bytes.len())?;
        // Four samples of two bytes, and a byte for the filter of each row, are the most.
        decoder.set_options(options.inflate_set_limit(width * height * 8 + 2 * height + LEAST_LIMIT));
        let pixels = decoder.decode_raw().map_err(|e| damaged(&e))?;
        (width, height, decoder.colorspace().map_or(0, |space| space.num_components()), pixels)
    } else {
        return Err(Diagnostic::error(Code::Malformed, "this is neither a JPEG nor a PNG file").hint("convert it, or leave it out"));
    };
    if pixels.len() != width * height * colors || !(1..=4).contains(&colors) {
        return Err(damaged(&format!("{} bytes are not {width}×{height} pixels of {colors} samples", pixels.len())));
    }
    // What comes last of two or four samples is transparency.
    let channels = if colors < 3 { 1 } else { 3 };
    let pixels = match colors == channels {
        true => pixels,
        false => pixels.chunks_exact(colors).flat_map(|pixel| pixel[..channels].iter().copied()).collect(),
    };
    Ok(Image { width, height, channels, pixels })
}

fn check_size(width: usize, height: usize, bytes: usize) -> Result<()> {
    let pixels = width.saturating_mul(height);
    if pixels == 0 {
        return Err(Diagnostic::error(Code::Malformed, "the image has no pixels"));
    }
    if pixels > MOST_PIXELS || pixels / MOST_EXPANSION > bytes.max(LEAST_LIMIT / MOST_EXPANSION) {
        let message = format!("the file claims {width}×{height} pixels, which its {bytes} bytes cannot hold or are more than {MOST_PIXELS}");
        return Err(Diagnostic::error(Code::Overflow, message).hint("the file is damaged, or must be made smaller first"));
    }
    Ok(())
}

impl Image {
    /// The image in one or three channels: grey is 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601).
    pub fn with_channels(self, channels: usize) -> Self {
        let pixels = match (self.channels, channels) {
            (3, 1) => {
                let grey = |p: &[u8; 3]| (0.299 * f32::from(p[0]) + 0.587 * f32::from(p[1]) + 0.114 * f32::from(p[2])).round() as u8;
                self.pixels.as_chunks().0.iter().map(grey).collect()
            }
            (1, 3) => self.pixels.iter().flat_map(|&grey| [grey; 3]).collect(),
            _ => return self,
        };
        Self { channels, pixels, ..self }
    }

    /// The image with `size` pixels on its shorter side, by linear interpolation between the centres of pixels, as `resize_short` of MXNet with OpenCV's
    /// `INTER_LINEAR`.
    ///
    /// # Errors
    /// `Overflow` where it would have too many pixels.
    pub fn resized(self, size: usize) -> Result<Self> {
        let (width, height) = match self.width < self.height {
            true => (size, size * self.height / self.width),
            false => (size * self.width / self.height, size),
        };
        if (width, height) == (self.width, self.height) {
            return Ok(self);
        }
        if size == 0 || width.saturating_mul(height) > MOST_PIXELS {
            let message = format!("an image of {}×{} pixels would become one of {width}×{height}", self.width, self.height);
            return Err(Diagnostic::error(Code::Overflow, message).hint("choose another --resize, or leave this image out"));
        }
        let (columns, rows) = (taps(self.width, width), taps(self.height, height));
        let mut pixels = Vec::with_capacity(width * height * self.channels);
        for &(y, next_y, v) in &rows {
            for &(x, next_x, u) in &columns {
                for channel in 0..self.channels {
                    let at = |x: usize, y: usize| f32::from(self.pixels[(y * self.width + x) * self.channels + channel]);
                    let line = |y: usize| at(x, y) + (at(next_x, y) - at(x, y)) * u;
                    pixels.push((line(y) + (line(next_y) - line(y)) * v).round() as u8);
                }
            }
        }
        Ok(Self { width, height, pixels, ..self })
    }

    /// The middle of the image; `None` where it is smaller.
    pub fn cropped(&self, width: usize, height: usize) -> Option<Self> {
        let (x, y) = (self.width.checked_sub(width)? / 2, self.height.checked_sub(height)? / 2);
        let rows = self.pixels.chunks_exact(self.width * self.channels).skip(y).take(height);
        let pixels = rows.flat_map(|row| &row[x * self.channels..(x + width) * self.channels]).copied().collect();
        Some(Self { width, height, channels: self.channels, pixels })
    }
}

/// For each new position the two old ones around it, and how far it is from the first to the second.
fn taps(old: usize, new: usize) -> Vec<(usize, usize, f32)> {
    let ratio = old as f64 / new as f64;
    let tap = |index: usize| {
        let position = ((index as f64 + 0.5) * ratio - 0.5).clamp(0.0, (old - 1) as f64);
        let first = position as usize;
        (first, (first + 1).min(old - 1), (position - first as f64) as f32)
    };
    (0..new).map(tap).collect()
}

#[cfg(test)]
pub mod testing {
    /// A PNG file of stored pixels.
    pub fn png(width: u32, height: u32, channels: usize, pixel: impl Fn(u32, u32, usize) -> u8) -> Vec<u8> {
        let chunk = |kind: &[u8; 4], data: &[u8]| {
            let body = [&kind[..], data].concat();
            [&(data.len() as u32).to_be_bytes()[..], &body, &crc(&body).to_be_bytes()].concat()
        };
        let color = if channels == 1 { 0 } else { 2 };
        let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, color, 0, 0, 0]].concat();
        let mut raw = Vec::new();
        for y in 0..height {
            raw.push(0);
            (0..width).for_each(|x| raw.extend((0..channels).map(|c| pixel(x, y, c))));
        }
        let length = raw.len() as u16;
        let (a, b) = raw.iter().fold((1u32, 0u32), |(a, b), &byte| ((a + u32::from(byte)) % 65521, (b + a + u32::from(byte)) % 65521));
        let zlib = [&[0x78, 1, 1][..], &length.to_le_bytes(), &(!length).to_le_bytes(), &raw, &(b << 16 | a).to_be_bytes()].concat();
        [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"IHDR", &header), &chunk(b"IDAT", &zlib), &chunk(b"IEND", &[])].concat()
    }

    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0u32, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), |crc, _| crc >> 1 ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 }))
    }
}

#[cfg(test)]
mod tests {
    use super::testing::png;
    use super::*;

    /// 8×8 grey pixels of 128: a baseline JPEG with one block and the smallest of tables.
    const GREY_JPEG: &[u8] = &[
        0xff, 0xd8, 0xff, 0xdb, 0, 67, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0xff, 0xc0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0, 0xff, 0xc4, 0, 20, 0, 1, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xc4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xda, 0, 8, 1, 1, 0,
        0, 63, 0, 0x3f, 0xff, 0xd9,
    ];

    #[test]
    fn pixels_of_both_formats() {
        let image = decode(&png(3, 2, 3, |x, y, c| (100 * c as u32 + 10 * y + x) as u8)).unwrap();
        assert_eq!((image.width, image.height, image.channels), (3, 2, 3));
        assert_eq!(image.pixels[3..9], [1, 101, 201, 2, 102, 202]);
        assert_eq!(image.clone().with_channels(1).pixels[0], 82);
        assert_eq!(decode(&png(1, 1, 1, |_, _, _| 7)).unwrap().with_channels(3).pixels, [7; 3]);
        assert_eq!(decode(GREY_JPEG).unwrap(), Image { width: 8, height: 8, channels: 1, pixels: vec![128; 64] });
    }

    #[test]
    fn sizes_change_as_asked() {
        let ramp = Image { width: 4, height: 2, channels: 1, pixels: vec![0, 40, 80, 120, 10, 50, 90, 130] };
        assert_eq!(ramp.clone().resized(1).unwrap().pixels, [25, 105]);
        let large = ramp.clone().resized(4).unwrap();
        assert_eq!((large.width, large.height, &large.pixels[..8]), (8, 4, &[0, 10, 30, 50, 70, 90, 110, 120][..]));
        assert_eq!(ramp.cropped(2, 1).unwrap().pixels, [40, 80]);
        assert!(ramp.cropped(5, 1).is_none());
        let thin = Image { width: 1, height: 60_000, channels: 1, pixels: vec![0; 60_000] };
        assert_eq!(thin.resized(2000).unwrap_err().code, Code::Overflow);
    }

    #[test]
    fn hostile_files_are_diagnosed() {
        let large = png(16, 16, 3, |x, y, _| (x * y) as u8);
        for whole in [&large[..], GREY_JPEG] {
            for at in 0..whole.len() {
                // Whatever comes out: no panic, and no image larger than its bytes allow.
                for damaged in [whole[..at].to_vec(), [&whole[..at], &[whole[at] ^ 0xff], &whole[at + 1..]].concat()] {
                    if let Ok(image) = decode(&damaged) {
                        assert!(image.pixels.len() <= 3 * LEAST_LIMIT.max(damaged.len() * MOST_EXPANSION));
                    }
                }
            }
        }
        let mut claims = large;
        claims[16..24].copy_from_slice(&[0, 0, 0x7f, 0xff, 0, 0, 0x7f, 0xff]);
        assert!(decode(&claims).is_err());
        assert_eq!(decode(b"GIF89a").unwrap_err().code, Code::Malformed);
    }
}
