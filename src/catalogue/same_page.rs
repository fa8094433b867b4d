//! Equal pages share one list of ids, so that events which wait for their file do not hold the same ids
//! a thousand times. A hot list fills the queue with pages of the same products.

use std::{cell::RefCell, sync::Arc};

/// How many pages a thread remembers. Two pages that fall on one place take turns in it.
const PLACES: usize = 64;

thread_local! {
    static RECENT: RefCell<[Option<Arc<[i64]>>; PLACES]> = const { RefCell::new([const { None }; PLACES]) };
}

/// These ids, as the list that an equal page of this thread had before, where there was one.
pub fn share(ids: Vec<i64>) -> Arc<[i64]> {
    let (Some(first), Some(last)) = (ids.first(), ids.last()) else {
        return Arc::new([]);
    };
    let mixed = first.wrapping_mul(31).wrapping_add(*last);
    let place = mixed.rem_euclid(PLACES as i64) as usize;
    RECENT.with_borrow_mut(|recent| {
        let seen = &mut recent[place];
        match seen {
            Some(equal) if equal[..] == ids[..] => Arc::clone(equal),
            _ => Arc::clone(seen.insert(ids.into())),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_pages_are_one_list_and_others_are_not() {
        let (one, again) = (share(vec![7, 8, 9]), share(vec![7, 8, 9]));
        assert!(Arc::ptr_eq(&one, &again));
        // The same ends, on the same place.
        let other = share(vec![7, 5, 9]);
        assert_eq!((&one[..], &other[..]), (&[7, 8, 9][..], &[7, 5, 9][..]));
        assert!(share(Vec::new()).is_empty());
    }
}
