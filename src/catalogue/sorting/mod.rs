//! The orders that lists can have. A list says once what it can be sorted by; its parameter, its document,
//! its statement and its cursors follow from that.
//!
//! Invariant: every order ends with a column in which no two rows are equal, so that the next page begins
//! behind one row, whatever is added meanwhile.

use std::cmp::Ordering;

pub mod parameter;
pub mod window;

/// Something that a list can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// Its name in `sort`.
    pub name: &'static str,
    /// Columns in SQL, the most significant first, never null; none where the list's `TIE` alone is
    /// this order, as ids that grow are the order of making.
    pub columns: &'static [&'static str],
}

/// When a row was made, in a list whose ids grow.
pub const MADE: Key = Key {
    name: "created_at",
    columns: &[],
};

/// What a list can be sorted by.
pub trait Sorts: Send + Sync + 'static {
    /// The key where nobody says.
    const DEFAULT: Key;
    /// Whether the largest come first then.
    const DESCENDS: bool;
    /// The other keys.
    const OTHERS: &'static [Key];
    /// The column, in SQL, in which no two rows are equal.
    const TIE: &'static str;

    /// The names that `sort` takes, each also with `-`.
    fn names() -> impl Iterator<Item = &'static str> {
        let others = Self::OTHERS.iter().map(|key| key.name);
        std::iter::once(Self::DEFAULT.name).chain(others)
    }
}

/// An order: a key and which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sorting {
    key: Key,
    tie: &'static str,
    descends: bool,
}

impl Sorting {
    /// The order of a list where nobody says.
    pub const fn usual<L: Sorts>() -> Self {
        Self {
            key: L::DEFAULT,
            tie: L::TIE,
            descends: L::DESCENDS,
        }
    }

    /// The order of `created_at`, `-price` and so on; `None` for a name that the list does not have.
    pub fn named<L: Sorts>(text: &str) -> Option<Self> {
        let (name, descends) = match text.strip_prefix('-') {
            Some(name) => (name, true),
            None => (text, false),
        };
        let mut others = L::OTHERS.iter().copied();
        let key = match name == L::DEFAULT.name {
            true => L::DEFAULT,
            false => others.find(|key| key.name == name)?,
        };
        Some(Self {
            key,
            tie: L::TIE,
            descends,
        })
    }

    /// Its name, as `sort` has it.
    pub fn name(&self) -> String {
        let sign = if self.descends { "-" } else { "" };
        format!("{sign}{}", self.key.name)
    }

    /// Its columns, the last of which is the tie.
    fn columns(&self) -> impl Iterator<Item = &'static str> {
        self.key.columns.iter().copied().chain([self.tie])
    }

    /// What a row is placed by: `price, id`.
    fn place(&self) -> String {
        self.columns().collect::<Vec<_>>().join(", ")
    }

    /// The condition of rows behind one whose place stands for the question marks.
    fn behind(&self) -> String {
        let than = if self.descends { '<' } else { '>' };
        let marks = vec!["?"; self.columns().count()].join(", ");
        format!("({}) {than} ({marks})", self.place())
    }

    /// How two rows stand to each other, of which the lesser comes first upwards.
    fn directed(&self, order: Ordering) -> Ordering {
        if self.descends {
            order.reverse()
        } else {
            order
        }
    }

    /// `price DESC, id DESC`.
    fn clause(&self) -> String {
        let way = if self.descends { "DESC" } else { "ASC" };
        let column = |column: &str| format!("{column} {way}");
        self.columns().map(column).collect::<Vec<_>>().join(", ")
    }
}
