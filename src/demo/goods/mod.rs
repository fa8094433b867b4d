//! What the bazaar sells: a hundred and forty-four goods in twelve categories, written by hand, and
//! what their variations are made of.

use super::draw::{self, Draw, Palette};
use crate::catalogue::Condition;

mod baskets;
mod ceramics;
mod instruments;
mod jewellery;
mod lamps;
mod leather;
mod looks;
mod rugs;
mod soaps;
mod spices;
mod tea;
mod textiles;
mod woodwork;

pub use looks::Looks;

/// The categories, in the order in which the tree shows them.
pub static CATEGORIES: [Category; 12] = [
    rugs::CATEGORY,
    lamps::CATEGORY,
    ceramics::CATEGORY,
    spices::CATEGORY,
    textiles::CATEGORY,
    instruments::CATEGORY,
    jewellery::CATEGORY,
    leather::CATEGORY,
    tea::CATEGORY,
    baskets::CATEGORY,
    soaps::CATEGORY,
    woodwork::CATEGORY,
];

/// Who sells used things, of every category.
pub const SECOND_HAND: &str = "Second Life";
/// Who makes files; the shop itself sells them.
const PUBLISHER: &str = "Paper Garden";

/// A category at the root of the tree.
pub struct Category {
    /// Its name; the slug is made from it.
    pub name: &'static str,
    /// Who sells what is in it, used things and files apart.
    pub seller: &'static str,
    /// What is in it.
    pub goods: &'static [Good; 12],
    /// What variations of it are made of.
    pub range: Range,
}

impl Category {
    /// Who sells one of the goods; `None` is the shop itself.
    pub fn seller_of(&self, good: &Good) -> Option<&'static str> {
        match good.maker {
            PUBLISHER => None,
            SECOND_HAND => Some(SECOND_HAND),
            _ => Some(self.seller),
        }
    }

    /// The goods of which there are variations, with their places among the goods.
    pub fn varied(&self) -> impl Iterator<Item = (usize, &'static Good)> {
        let kinds = |(_, good): &(usize, &Good)| !good.kind.is_empty();
        self.goods.iter().enumerate().filter(kinds)
    }
}

/// Something to sell.
pub struct Good {
    /// Its own name.
    pub name: &'static str,
    /// What it is: variations are called so. Empty for what there is only one of.
    pub kind: &'static str,
    /// The beginning of its SKUs.
    pub code: &'static str,
    /// Where in its category it stands: names with `/` between.
    pub shelf: &'static str,
    /// The brand.
    pub maker: &'static str,
    /// Euro cents.
    pub price: i64,
    /// What it cost before, in euro cents; 0 when it always cost the same.
    pub was: i64,
    /// How many there are, of all variants together.
    pub stock: i64,
    /// Packed; 0 for what has no weight.
    pub grams: i64,
    /// How used it is.
    pub condition: Condition,
    /// Shown first.
    pub is_featured: bool,
    /// A file.
    pub is_digital: bool,
    /// One sentence.
    pub short: &'static str,
    /// A few sentences.
    pub text: &'static str,
    /// For filters.
    pub tags: &'static [&'static str],
    /// Name and value of attributes.
    pub facts: &'static [(&'static str, &'static str)],
    /// What to choose between.
    pub axes: &'static [Axis],
    /// What it looks like.
    pub picture: Picture,
    /// What else there is to see.
    pub detail: Option<Picture>,
}

/// What a good is where nothing else is said.
const GOOD: Good = Good {
    name: "",
    kind: "",
    code: "",
    shelf: "",
    maker: "",
    price: 0,
    was: 0,
    stock: 0,
    grams: 0,
    condition: Condition::New,
    is_featured: false,
    is_digital: false,
    short: "",
    text: "",
    tags: &[],
    facts: &[],
    axes: &[],
    picture: Picture::new(draw::ceramics::vase, draw::INDIGO, 0),
    detail: None,
};

/// Something to choose: sizes, colours, weights.
pub struct Axis {
    /// `Size`.
    pub name: &'static str,
    /// The values, each with what it costs more than the price, in euro cents.
    pub values: &'static [(&'static str, i64)],
}

impl Axis {
    const fn new(name: &'static str, values: &'static [(&'static str, i64)]) -> Self {
        Self { name, values }
    }
}

/// How a picture comes about.
#[derive(Clone, Copy)]
pub struct Picture {
    /// What is drawn.
    pub draw: Draw,
    /// In which colours.
    pub palette: Palette,
    /// What chance starts from.
    pub seed: u64,
}

impl Picture {
    const fn new(draw: Draw, palette: Palette, seed: u64) -> Self {
        Self {
            draw,
            palette,
            seed,
        }
    }
}

/// What the variations of a category's goods are made of.
pub struct Range {
    /// How they are called.
    pub naming: Naming,
    /// What they are in, or with.
    pub looks: Looks,
    /// Brands.
    pub makers: &'static [&'static str],
    /// Where they come from.
    pub places: &'static [&'static str],
    /// First sentences, with `{place}` and `{look}`.
    pub openings: &'static [&'static str],
    /// Second ones.
    pub middles: &'static [&'static str],
    /// Last ones.
    pub endings: &'static [&'static str],
}

/// How a variation is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// `Konya Hall Runner in Indigo`.
    PlaceKindIn,
    /// `Urfa Cumin Seed, First Harvest`.
    PlaceKindComma,
    /// `Tiznit Star Ring with Coral`.
    PlaceKindWith,
    /// `Aleppo Laurel Soap “Courtyard”`.
    PlaceKindLook,
    /// `Darbuka “Nightingale” from Cairo`.
    KindLookFrom,
}
