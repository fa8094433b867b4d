//! A reader that tells how much went through it.

use std::{
    cell::Cell,
    io::{self, Read},
    rc::Rc,
};

/// A number of bytes that readers add to.
#[derive(Clone, Default)]
pub struct Counted(Rc<Cell<u64>>);

impl Counted {
    /// The bytes so far.
    pub fn get(&self) -> u64 {
        self.0.get()
    }

    /// A reader whose bytes are counted.
    pub fn reader<R: Read>(&self, source: R) -> impl Read + use<R> {
        CountedReader {
            source,
            bytes: self.clone(),
        }
    }
}

struct CountedReader<R> {
    source: R,
    bytes: Counted,
}

impl<R: Read> Read for CountedReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.bytes.0.set(self.bytes.0.get() + read as u64);
        Ok(read)
    }
}
