//! Hashing of small whole numbers, fast, and under a random key: ids come from clients.

use std::{
    hash::{BuildHasher, Hasher},
    sync::OnceLock,
};

/// Makes hashers under this process's key.
#[derive(Debug, Clone, Copy)]
pub struct Mixing([u64; 2]);

impl Default for Mixing {
    fn default() -> Self {
        static KEY: OnceLock<[u64; 2]> = OnceLock::new();
        Self(*KEY.get_or_init(|| {
            let mut bytes = [0; 16];
            // Without randomness the maps are only as fast as somebody lets them be.
            let _ = getrandom::fill(&mut bytes);
            let (left, right) = bytes.split_at(8);
            let word = |half: &[u8]| half.try_into().map_or(0, u64::from_le_bytes);
            [word(left) | 1, word(right) | 1]
        }))
    }
}

impl Mixing {
    /// One number for a visitor, a product and an action.
    pub fn key(&self, visitor: i64, product: i64, action: u8) -> u64 {
        let mut hasher = self.build_hasher();
        hasher.write_i64(visitor);
        hasher.write_i64(product);
        hasher.write_u8(action);
        hasher.finish()
    }
}

impl BuildHasher for Mixing {
    type Hasher = Mixer;

    fn build_hasher(&self) -> Mixer {
        Mixer {
            state: self.0[0],
            key: self.0[1],
        }
    }
}

/// Multiplies into 128 bits and folds the halves.
#[derive(Debug)]
pub struct Mixer {
    state: u64,
    key: u64,
}

impl Mixer {
    fn mix(&mut self, word: u64) {
        let product = u128::from(self.state ^ word) * u128::from(self.key ^ 0x9E37_79B9_7F4A_7C15);
        self.state = (product as u64) ^ ((product >> 64) as u64);
    }
}

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        let product = u128::from(self.state) * 0xA24B_AED4_963E_E407_u128;
        (product as u64) ^ ((product >> 64) as u64)
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.mix(u64::from_le_bytes(word) ^ chunk.len() as u64);
        }
    }

    fn write_u8(&mut self, number: u8) {
        self.mix(u64::from(number));
    }

    fn write_u32(&mut self, number: u32) {
        self.mix(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.mix(number);
    }

    fn write_i64(&mut self, number: i64) {
        self.mix(number.cast_unsigned());
    }

    fn write_usize(&mut self, number: usize) {
        self.mix(number as u64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn near_numbers_fall_far_apart() {
        let mixing = Mixing::default();
        let keys: HashSet<u64> = (0..100_000_i64)
            .map(|n| mixing.key(n % 100, n / 100, 1))
            .collect();
        assert_eq!(keys.len(), 100_000);
        let low: HashSet<u64> = (0..1_000_i64)
            .map(|n| mixing.hash_one(n << 32) & 0xFFFF)
            .collect();
        assert!(low.len() > 950, "{}", low.len());
    }
}
