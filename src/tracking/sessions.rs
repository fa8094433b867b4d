//! Sessions: which products one visitor looks at one after another. What is seen together is shown
//! together.
//!
//! Bounded: two generations of visitors, the older of which is forgotten when the newer is full or half
//! an hour old. Nothing of a session is kept in a file.

use std::collections::HashMap;

use super::{
    event::{Action, What},
    mixing::Mixing,
    sums::Taken,
};

/// Visitors in a generation.
const VISITORS: usize = 16_384;
/// How long a session lasts without a look, in milliseconds.
const SILENCE: i64 = 30 * 60_000;
/// The last products that are remembered of a visitor.
const PRODUCTS: usize = 5;

/// A visitor's last look, in milliseconds, and the products seen, the newest first; 0 for none.
type Trail = (i64, [i64; PRODUCTS]);

/// The visitors of the last half hour.
#[derive(Debug, Default)]
pub struct Sessions {
    since: i64,
    newer: HashMap<i64, Trail, Mixing>,
    older: HashMap<i64, Trail, Mixing>,
}

impl Sessions {
    /// The pairs of products that visitors saw in one session: each new one with those before it.
    pub fn pairs(&mut self, batch: &[Taken]) -> Vec<(i64, i64)> {
        let mut pairs = Vec::new();
        for taken in batch {
            if let What::Product {
                product,
                action: Action::DetailView | Action::Click,
                ..
            } = taken.event.what
                && let Some(visitor) = taken.event.visitor
            {
                self.turn(taken.event.at);
                self.look(visitor.0.get(), product, taken.event.at, &mut pairs);
            }
        }
        pairs
    }

    fn turn(&mut self, at: i64) {
        if at - self.since > SILENCE || self.newer.len() >= VISITORS {
            self.older = std::mem::take(&mut self.newer);
            self.since = at;
        }
    }

    fn look(&mut self, visitor: i64, product: i64, at: i64, pairs: &mut Vec<(i64, i64)>) {
        let (last, mut seen) = match self.newer.get(&visitor) {
            Some(trail) => *trail,
            None => self.older.remove(&visitor).unwrap_or_default(),
        };
        if at - last > SILENCE {
            seen = [0; PRODUCTS];
        }
        let mut now = [0; PRODUCTS];
        now[0] = product;
        let others = seen
            .iter()
            .filter(|other| **other != 0 && **other != product);
        for (place, other) in now[1..].iter_mut().zip(others) {
            *place = *other;
        }
        // Looking again at what was seen before pairs nothing anew.
        if !seen.contains(&product) {
            let others = now[1..].iter().filter(|other| **other != 0);
            pairs.extend(others.map(|other| (product, *other)));
        }
        self.newer.insert(visitor, (at, now));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tracking::event::{Event, VisitorId};
    use std::num::NonZeroI64;

    fn look(visitor: i64, product: i64, minute: i64) -> Taken {
        let what = What::Product {
            product,
            action: Action::DetailView,
            context: None,
        };
        let event = Event {
            at: minute * 60_000,
            visitor: NonZeroI64::new(visitor).map(VisitorId),
            what,
        };
        Taken { event, repeats: 0 }
    }

    #[test]
    fn what_one_visitor_sees_goes_together() {
        let mut sessions = Sessions::default();
        let batch = [
            look(1, 10, 1),
            look(2, 99, 1),
            look(1, 11, 2),
            look(1, 10, 2),
            look(0, 50, 2),
            look(0, 51, 2),
        ];
        assert_eq!(sessions.pairs(&batch), [(11, 10)]);
        assert_eq!(sessions.pairs(&[look(1, 12, 3)]), [(12, 10), (12, 11)]);
    }

    #[test]
    fn a_long_silence_ends_a_session() {
        let mut sessions = Sessions::default();
        let looks = [look(1, 10, 1), look(1, 11, 120), look(1, 12, 140)];
        assert_eq!(sessions.pairs(&looks), [(12, 11)]);
        assert_eq!(sessions.pairs(&[look(1, 13, 171)]), []);
    }

    #[test]
    fn memory_is_bounded() {
        let mut sessions = Sessions::default();
        let batch: Vec<Taken> = (1..100_000).map(|visitor| look(visitor, 5, 1)).collect();
        sessions.pairs(&batch);
        assert!(sessions.newer.len() <= VISITORS && sessions.older.len() <= VISITORS);
    }
}
