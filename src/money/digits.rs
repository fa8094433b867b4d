//! The digits of an amount: which mark sets the decimals apart, and which ones only group.

/// The character before the decimals, where an amount alone does not show it: `1,299` is 1299 in one
/// country and 1.299 in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DecimalMark {
    /// `1,299.00`
    #[default]
    Point,
    /// `1.299,00`
    Comma,
}

impl DecimalMark {
    const fn character(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }

    const fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }
}

/// Which decimal mark a number shows beyond doubt: the later of two different marks, one that no
/// group of three digits follows, one that stands behind a 0 or behind more than three digits; and
/// the other one of a mark that comes several times.
pub(super) fn mark_shown(number: &str) -> Option<DecimalMark> {
    let only = |mark: DecimalMark, at: usize| {
        let character = mark.character();
        if number.matches(character).count() > 1 {
            return Some(mark.other());
        }
        let (before, after) = (&number[..at], &number[at + 1..]);
        let grouped = after.len() == 3
            && (1..=3).contains(&before.len())
            && !before.starts_with('0')
            && before.bytes().all(|byte| byte.is_ascii_digit());
        (!grouped && !after.is_empty()).then_some(mark)
    };
    match (number.rfind('.'), number.rfind(',')) {
        (Some(point), Some(comma)) if point > comma => Some(DecimalMark::Point),
        (Some(_), Some(_)) => Some(DecimalMark::Comma),
        (Some(point), None) => only(DecimalMark::Point, point),
        (None, Some(comma)) => only(DecimalMark::Comma, comma),
        (None, None) => None,
    }
}

/// A number's whole digits and its decimals; `None` when it is no number. `mark` is the decimal mark
/// where the number does not show its own; without one, a mark before three digits groups.
pub(super) fn split(number: &str, mark: Option<DecimalMark>) -> Option<(String, &str)> {
    let mark = mark_shown(number).or(mark);
    let (whole, decimals, group) = match mark {
        Some(mark) => {
            let (whole, decimals) = number.split_once(mark.character()).unwrap_or((number, ""));
            (whole, decimals, mark.other().character())
        }
        None if number.contains(',') => (number, "", ','),
        None => (number, "", '.'),
    };
    let whole = ungroup(whole, group)?;
    let sound = decimals.bytes().all(|byte| byte.is_ascii_digit())
        && !(whole.is_empty() && decimals.is_empty());
    sound.then_some((whole, decimals))
}

/// The digits of a whole number whose groups are set apart by `mark`, spaces or apostrophes: groups
/// of three, or of two before the last three as in India. Digits grouped otherwise are no number.
fn ungroup(text: &str, mark: char) -> Option<String> {
    let is_mark =
        |c: char| c == mark || c.is_whitespace() || matches!(c, '\'' | '\u{2019}' | '\u{2bc}');
    let groups: Vec<&str> = text.split(is_mark).collect();
    if let [first, middle @ .., last] = groups.as_slice() {
        let threes = (1..=3).contains(&first.len()) && middle.iter().all(|group| group.len() == 3);
        let twos = (1..=2).contains(&first.len())
            && !middle.is_empty()
            && middle.iter().all(|group| group.len() == 2);
        if last.len() != 3 || !(threes || twos) {
            return None;
        }
    }
    let digits = groups.concat();
    digits
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then_some(digits)
}
