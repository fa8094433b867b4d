//! Traffic for load tests and benches: a believable mix of events, made from a seed.

use std::{num::NonZeroI64, sync::Arc, time::Duration};

use super::event::{Action, Event, Line, VisitorId, What};
use crate::time;

/// Products that the traffic is about, the first ones the most.
pub const PRODUCTS: i64 = 10_000;
/// Pages that listings share their ids with.
const PAGES: usize = 256;

/// An endless stream of events.
pub struct Traffic {
    state: u64,
    pages: Vec<Arc<[i64]>>,
    /// When the next event happens; now where it is `None`.
    clock: Option<(i64, f64)>,
}

impl Traffic {
    /// The traffic of a seed, at the present time.
    pub fn new(seed: u64) -> Self {
        let mut traffic = Self {
            state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66,
            pages: Vec::new(),
            clock: None,
        };
        traffic.pages = (0..PAGES)
            .map(|_| (0..20).map(|_| traffic.product()).collect())
            .collect();
        traffic
    }

    /// Events that begin at `from` and are `step` milliseconds apart on the average.
    #[must_use]
    pub fn over_time(mut self, from: i64, step: f64) -> Self {
        self.clock = Some((from, step));
        self
    }

    /// A number below `bound`.
    fn below(&mut self, bound: u64) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.state;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (x ^ (x >> 31)) % bound
    }

    /// A product; half of the traffic goes to a tenth of them.
    fn product(&mut self) -> i64 {
        let among = if self.below(2) == 0 {
            PRODUCTS / 10
        } else {
            PRODUCTS
        };
        self.below(among as u64) as i64 + 1
    }

    /// The next event: 40 % lists, 30 % product pages, 15 % clicks, and the rest.
    pub fn next_event(&mut self) -> Event {
        let at = match &mut self.clock {
            None => time::now(),
            Some((at, step)) => {
                let now = *at;
                let whole = step.trunc() as i64;
                let fraction = (step.fract() * 1_000.0) as u64;
                let extra = i64::from(self.below(1_000) < fraction);
                if let Some((at, _)) = &mut self.clock {
                    *at = now + whole + extra;
                }
                now
            }
        };
        let visitor = NonZeroI64::new(self.below(50_000) as i64 * 0x2545_F491_4F6C + 1);
        let what = self.what();
        Event {
            at,
            visitor: visitor.map(VisitorId),
            what,
        }
    }

    fn what(&mut self) -> What {
        let page = self.below(PAGES as u64) as usize;
        let ids = Arc::clone(&self.pages[page]);
        let product = self.product();
        match self.below(100) {
            0..34 => What::Listing { ids },
            34..40 => What::Search {
                ids,
                query: format!("words {}", self.below(2_000)).into(),
                first: true,
            },
            40..70 => on(product, Action::DetailView),
            70..85 => on(product, Action::Click),
            85..88 => on(product, Action::Favorite),
            88..90 => on(product, Action::Unfavorite),
            90..96 => What::Cart {
                product,
                cart: self.below(1 << 40) as i64 + 1,
                units: 1,
                amount: 1_999,
                added: true,
            },
            96..98 => What::Purchase {
                cart: self.below(1 << 40) as i64 + 1,
                lines: [Line {
                    product,
                    units: 1,
                    amount: 1_999,
                }]
                .into(),
            },
            _ => on(product, Action::ImageView),
        }
    }
}

fn on(product: i64, action: Action) -> What {
    What::Product {
        product,
        action,
        context: None,
    }
}

/// Times in nanoseconds, an eighth apart at most.
pub struct Latencies {
    counts: Vec<u64>,
    most: u64,
}

impl Default for Latencies {
    fn default() -> Self {
        Self {
            counts: vec![0; 64 * 8],
            most: 0,
        }
    }
}

impl Latencies {
    /// Counts one.
    pub fn record(&mut self, time: Duration) {
        let nanos = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX).max(1);
        self.most = self.most.max(nanos);
        if let Some(count) = self.counts.get_mut(place(nanos)) {
            *count += 1;
        }
    }

    /// Adds those of another thread.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            *mine += theirs;
        }
        self.most = self.most.max(other.most);
    }

    /// The time that so large a share (0.99) of them did not exceed, to an eighth.
    pub fn at(&self, share: f64) -> u64 {
        let all: u64 = self.counts.iter().sum();
        let wanted = (all as f64 * share).ceil() as u64;
        let mut seen = 0;
        for (place, count) in self.counts.iter().enumerate() {
            seen += count;
            if seen >= wanted && seen > 0 {
                return upper(place).min(self.most);
            }
        }
        self.most
    }
}

fn place(nanos: u64) -> usize {
    if nanos < 8 {
        return nanos as usize;
    }
    let exponent = nanos.ilog2();
    let eighth = (nanos >> (exponent - 3)) & 7;
    (exponent as usize - 2) * 8 + eighth as usize
}

/// The largest number of a place.
fn upper(place: usize) -> u64 {
    if place < 8 {
        return place as u64;
    }
    let exponent = (place / 8 + 2) as u32;
    let eighth = (place % 8) as u64;
    (1 << exponent) + ((eighth + 1) << (exponent - 3)) - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_times_are_right_to_an_eighth() {
        let mut latencies = Latencies::default();
        (1..=1_000).for_each(|n| latencies.record(Duration::from_nanos(n)));
        for (share, exact) in [(0.5, 500), (0.99, 990), (1.0, 1_000)] {
            let found = latencies.at(share);
            assert!(
                (exact..=exact + exact / 8).contains(&found),
                "{share}: {found}"
            );
        }
        for nanos in [1, 7, 8, 9, 15, 16, 100, 1 << 40] {
            assert!(upper(place(nanos)) >= nanos && upper(place(nanos)) <= nanos + nanos / 8);
        }
    }

    #[test]
    fn a_seed_gives_the_same_traffic() {
        let some = |seed| {
            let mut traffic = Traffic::new(seed).over_time(0, 2.5);
            (0..1_000).map(|_| traffic.next_event()).collect::<Vec<_>>()
        };
        assert_eq!(some(1), some(1));
        assert_ne!(some(1), some(2));
        let last = some(1).last().map(|event| event.at).unwrap();
        assert!((2_300..2_700).contains(&last), "{last}");
    }
}
