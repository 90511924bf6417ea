//! A file as a stream of bytes: plain, gzip member by member, Zstandard frame by frame, opened as it is read.
//! What does not live here: what the bytes are (`warc`, `sniff`).

use std::io::{self, BufRead, Read};

use flate2::{Crc, Decompress, FlushDecompress, Status};
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, Dictionary, FrameDecoder};

/// Bytes opened at a time.
const CHUNK: usize = 1 << 16;
/// A Zstandard dictionary is smaller; what claims to be larger is damage.
const LARGEST_DICTIONARY: u32 = 8 << 20;
/// How far a Zstandard frame may look back.
const LARGEST_WINDOW: u64 = 32 << 20;

/// A stream of opened bytes that knows where its parts begin in the file.
///
/// An error ends the part at hand; reading goes on after it with the next part, so that one damaged record does not
/// take the others with it.
pub struct Members {
    layer: Layer,
}

/// What a member whose checksum does not fit gives all the same.
const WRONG_SUM: &str = "the checksum of the compressed data does not fit";

/// Bytes that come in.
type Source = Box<dyn BufRead + Send>;

enum Layer {
    Plain { source: Counted },
    Gzip(Box<Gzip>),
    Zstd(Box<Zstd>),
}

impl Members {
    /// A stream over `source`, told by its first bytes.
    pub fn of(source: Source) -> io::Result<Members> {
        let mut source = Counted { source, offset: 0 };
        let head = source.fill_buf()?;
        let layer = if head.starts_with(&[0x1f, 0x8b]) {
            Layer::Gzip(Box::new(Gzip::new(source)))
        } else if is_zstd(head) {
            Layer::Zstd(Box::new(Zstd::new(source)))
        } else {
            Layer::Plain { source }
        };
        Ok(Members { layer })
    }

    /// True if the stream is compressed.
    pub fn is_packed(&self) -> bool {
        !matches!(self.layer, Layer::Plain { .. })
    }

    /// Damage that was read through since the last call, in words.
    pub fn take_damage(&mut self) -> Option<&'static str> {
        match &mut self.layer {
            Layer::Gzip(gzip) => gzip.damage.take(),
            _ => None,
        }
    }

    /// The offset in the file from which the next byte can be read without what is before it; `None` in the middle of
    /// a compressed part.
    pub fn mark(&self) -> Option<u64> {
        match &self.layer {
            Layer::Plain { source } => Some(source.offset),
            Layer::Gzip(gzip) => gzip.opened.mark(),
            Layer::Zstd(zstd) => zstd.opened.mark(),
        }
    }
}

impl Read for Members {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let open = self.fill_buf()?;
        let taken = open.len().min(out.len());
        out[..taken].copy_from_slice(&open[..taken]);
        self.consume(taken);
        Ok(taken)
    }
}

impl BufRead for Members {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match &mut self.layer {
            Layer::Plain { source } => source.fill_buf(),
            Layer::Gzip(gzip) => gzip.fill(),
            Layer::Zstd(zstd) => zstd.fill(),
        }
    }

    fn consume(&mut self, count: usize) {
        match &mut self.layer {
            Layer::Plain { source } => source.consume(count),
            Layer::Gzip(gzip) => gzip.opened.at += count,
            Layer::Zstd(zstd) => zstd.opened.at += count,
        }
    }
}

/// A source that counts what was taken from it.
struct Counted {
    source: Source,
    offset: u64,
}

impl Read for Counted {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(out)?;
        self.offset += count as u64;
        Ok(count)
    }
}

impl BufRead for Counted {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.source.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.offset += count as u64;
        self.source.consume(count);
    }
}

/// Opened bytes of one part that wait to be taken.
struct Opened {
    bytes: Vec<u8>,
    at: usize,
    /// Where the part begins in the file.
    part: u64,
    /// True if the first of `bytes` is the first byte of its part.
    first: bool,
}

impl Opened {
    fn new() -> Opened {
        Opened {
            bytes: Vec::with_capacity(CHUNK),
            at: 0,
            part: 0,
            first: false,
        }
    }

    fn rest(&self) -> &[u8] {
        &self.bytes[self.at..]
    }

    fn mark(&self) -> Option<u64> {
        (self.first && self.at == 0 && !self.bytes.is_empty()).then_some(self.part)
    }
}

struct Gzip {
    source: Counted,
    inflate: Decompress,
    crc: Crc,
    inside: bool,
    /// Something was wrong: the next member is searched for.
    lost: bool,
    damage: Option<&'static str>,
    opened: Opened,
}

impl Gzip {
    fn new(source: Counted) -> Gzip {
        Gzip {
            source,
            inflate: Decompress::new(false),
            crc: Crc::new(),
            inside: false,
            lost: false,
            damage: None,
            opened: Opened::new(),
        }
    }

    /// Some bytes of the member at hand or of the next one; none at the end of the file. A change of members can only
    /// be between two calls.
    fn fill(&mut self) -> io::Result<&[u8]> {
        while self.opened.rest().is_empty() {
            if !self.inside && !self.begin()? {
                break;
            }
            self.open_some()?;
        }
        Ok(self.opened.rest())
    }

    /// Reads the next member's head; false at the end of the file.
    fn begin(&mut self) -> io::Result<bool> {
        if self.lost && !self.seek()? {
            return Ok(false);
        }
        // Some writers fill blocks with zeros after a member.
        loop {
            let head = self.source.fill_buf()?;
            let zeros = head.iter().take_while(|b| **b == 0).count();
            if head.is_empty() {
                return Ok(false);
            }
            let whole = zeros == head.len();
            self.source.consume(zeros);
            if !whole {
                break;
            }
        }
        self.opened.part = self.source.offset;
        let mut head = [0; 10];
        self.source.read_exact(&mut head)?;
        if head[..3] != [0x1f, 0x8b, 8] {
            self.lost = true;
            return Err(damage("no gzip data after the last member"));
        }
        let flags = head[3];
        if flags & 4 != 0 {
            let mut length = [0; 2];
            self.source.read_exact(&mut length)?;
            let length = u64::from(u16::from_le_bytes(length));
            io::copy(&mut (&mut self.source).take(length), &mut io::sink())?;
        }
        for flag in [8, 16] {
            if flags & flag != 0 {
                let mut name = Vec::new();
                (&mut self.source).take(1 << 16).read_until(0, &mut name)?;
            }
        }
        if flags & 2 != 0 {
            self.source.read_exact(&mut [0; 2])?;
        }
        self.inflate.reset(false);
        self.crc = Crc::new();
        self.inside = true;
        Ok(true)
    }

    fn open_some(&mut self) -> io::Result<()> {
        self.opened.first = self.inflate.total_out() == 0;
        self.opened.bytes.clear();
        self.opened.at = 0;
        let compressed = self.source.fill_buf()?;
        if compressed.is_empty() {
            self.inside = false;
            return Err(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                "the compressed data break off",
            ));
        }
        let before = self.inflate.total_in();
        let result = self
            .inflate
            .decompress_vec(compressed, &mut self.opened.bytes, FlushDecompress::None);
        let taken = (self.inflate.total_in() - before) as usize;
        self.source.consume(taken);
        self.crc.update(&self.opened.bytes);
        match result {
            Ok(Status::StreamEnd) => {
                self.inside = false;
                // A wrong sum is told and takes nothing away: the bytes are there.
                let mut end = [0; 8];
                let sum = match self.source.read_exact(&mut end) {
                    Ok(()) => u32::from_le_bytes([end[0], end[1], end[2], end[3]]),
                    Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => !self.crc.sum(),
                    Err(error) => return Err(error),
                };
                if sum != self.crc.sum() {
                    self.damage = Some(WRONG_SUM);
                }
                Ok(())
            }
            Ok(_) => Ok(()),
            Err(_) => {
                self.inside = false;
                self.lost = true;
                self.opened.bytes.clear();
                Err(damage("the compressed data are damaged"))
            }
        }
    }

    /// Goes on to what looks like the next member; false if there is none.
    fn seek(&mut self) -> io::Result<bool> {
        const HEAD: &[u8] = &[0x1f, 0x8b, 8];
        loop {
            let bytes = self.source.fill_buf()?;
            if bytes.is_empty() {
                return Ok(false);
            }
            if let Some(at) = memchr::memmem::find(bytes, HEAD) {
                self.source.consume(at);
                self.lost = false;
                return Ok(true);
            }
            // The three bytes may lie across two buffers: that member is given up, which is damage and no loop.
            let count = bytes.len();
            self.source.consume(count);
        }
    }
}

struct Zstd {
    source: Counted,
    decoder: FrameDecoder,
    inside: bool,
    opened: Opened,
}

fn is_zstd(head: &[u8]) -> bool {
    head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd])
        || head.len() >= 4 && (0x50..0x60).contains(&head[0]) && head[1..4] == [0x2a, 0x4d, 0x18]
}

impl Zstd {
    fn new(source: Counted) -> Zstd {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(LARGEST_WINDOW);
        Zstd {
            source,
            decoder,
            inside: false,
            opened: Opened::new(),
        }
    }

    fn fill(&mut self) -> io::Result<&[u8]> {
        while self.opened.rest().is_empty() {
            self.opened.first = false;
            if !self.inside {
                if self.source.fill_buf()?.is_empty() {
                    break;
                }
                if !self.begin()? {
                    continue;
                }
                self.opened.first = true;
            }
            self.open_some()?;
        }
        Ok(self.opened.rest())
    }

    /// Reads a frame's head; false if it was a frame to be skipped.
    fn begin(&mut self) -> io::Result<bool> {
        self.opened.part = self.source.offset;
        match self.decoder.reset(&mut self.source) {
            Ok(()) => {
                self.inside = true;
                Ok(true)
            }
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                magic_number,
                length,
            })) => {
                // The first skippable frame of a .warc.zst holds the dictionary of all others.
                if magic_number == 0x184d_2a5d && self.opened.part == 0 {
                    self.learn(length)?;
                } else {
                    io::copy(&mut (&mut self.source).take(u64::from(length)), &mut io::sink())?;
                }
                Ok(false)
            }
            Err(error) => Err(self.give_up(&error.to_string())),
        }
    }

    fn learn(&mut self, length: u32) -> io::Result<()> {
        if length > LARGEST_DICTIONARY {
            return Err(self.give_up("its dictionary is too large"));
        }
        let mut stored = Vec::new();
        (&mut self.source)
            .take(u64::from(length))
            .read_to_end(&mut stored)?;
        if stored.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
            let mut opened = Vec::new();
            ruzstd::decoding::StreamingDecoder::new(&stored[..])
                .map_err(|e| damage(&e.to_string()))?
                .take(u64::from(LARGEST_DICTIONARY))
                .read_to_end(&mut opened)?;
            stored = opened;
        }
        let dictionary = Dictionary::decode_dict(&stored).map_err(|e| damage(&e.to_string()))?;
        self.decoder
            .add_dict(dictionary)
            .map_err(|e| damage(&e.to_string()))
    }

    fn open_some(&mut self) -> io::Result<()> {
        self.opened.bytes.clear();
        self.opened.at = 0;
        let decoded = self
            .decoder
            .decode_blocks(&mut self.source, BlockDecodingStrategy::UptoBytes(CHUNK));
        if let Err(error) = decoded {
            return Err(self.give_up(&error.to_string()));
        }
        let ready = self.decoder.can_collect();
        self.opened.bytes.resize(ready, 0);
        let count = self.decoder.read(&mut self.opened.bytes)?;
        self.opened.bytes.truncate(count);
        if self.decoder.is_finished() && self.decoder.can_collect() == 0 {
            self.inside = false;
        }
        Ok(())
    }

    /// Frames are not searched for: the rest of the file is left.
    fn give_up(&mut self, why: &str) -> io::Error {
        self.inside = false;
        while let Ok(bytes) = self.source.fill_buf() {
            let count = bytes.len();
            if count == 0 {
                break;
            }
            self.source.consume(count);
        }
        damage(why)
    }
}

fn damage(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut pack = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        pack.write_all(bytes).unwrap();
        pack.finish().unwrap()
    }

    fn members(bytes: Vec<u8>) -> Members {
        Members::of(Box::new(io::Cursor::new(bytes))).unwrap()
    }

    #[test]
    fn members_are_one_stream_and_know_where_they_begin() {
        let first = gzip(b"first\n");
        let second = first.len() as u64;
        let mut stream = members([first, gzip(b"second\n")].concat());
        let mut line = String::new();
        stream.fill_buf().unwrap();
        assert_eq!(stream.mark(), Some(0));
        stream.read_line(&mut line).unwrap();
        stream.fill_buf().unwrap();
        assert_eq!(stream.mark(), Some(second));
        stream.read_exact(&mut [0; 3]).unwrap();
        assert_eq!(stream.mark(), None);
        let mut rest = String::new();
        stream.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "ond\n");
    }

    #[test]
    fn a_damaged_member_does_not_take_the_next_with_it() {
        let mut broken = gzip(&b"a line of the broken member\n".repeat(40));
        let middle = broken.len() / 2;
        broken[middle] ^= 0xff;
        broken[middle + 1] ^= 0xff;
        let mut stream = members([broken, gzip(b"sound\n")].concat());
        let mut rest = String::new();
        let mut errors = 0;
        loop {
            match stream.read_line(&mut rest) {
                Ok(0) => break,
                Ok(_) => {}
                Err(_) => errors += 1,
            }
            errors += usize::from(stream.take_damage().is_some());
        }
        assert_eq!(errors, 1);
        assert!(rest.ends_with("sound\n"), "{rest}");
    }

    #[test]
    fn zstandard_frames_are_one_stream() {
        let pack = |bytes: &[u8]| {
            ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
        };
        // A skippable frame of three bytes lies between the two.
        let skipped = [&[0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0][..], b"xyz"].concat();
        let mut stream = members([pack(b"first\n"), skipped, pack(b"second\n")].concat());
        let mut all = String::new();
        stream.read_to_string(&mut all).unwrap();
        assert_eq!(all, "first\nsecond\n");
    }
}
