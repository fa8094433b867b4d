//! Which thing comes at which place of the bazaar.
//!
//! Holds: the thing at a place depends on the place alone; the first hundred and forty-four are the
//! goods written by hand, one category after the other; no two places have one name, one slug or one
//! SKU.

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use super::{
    chance::Chance,
    draw::{Palette, Svg},
    goods::{CATEGORIES, Category, Good, Looks, Naming, Picture},
};
use crate::catalogue::text::slugify;

/// How many goods are written by hand.
pub const MADE: usize = CATEGORIES.len() * CATEGORIES[0].goods.len();
/// The most places there are.
pub const MOST: usize = 1_000_000;
/// What sets the name of a good's second picture apart.
const DETAIL: &str = "detail";

/// A thing in the bazaar.
pub struct Item {
    /// Its place, from 0.
    pub place: usize,
    /// Where it stands.
    pub category: &'static Category,
    /// What it is, or is a variation of.
    pub good: &'static Good,
    /// The good's own slug.
    pub base: &'static str,
    /// What makes it another thing.
    pub variation: Option<Variation>,
}

/// What sets a variation apart from its good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variation {
    /// Counts the variations of one good, from 1.
    pub number: usize,
    /// Where it comes from, as an index into the range's places.
    pub origin: usize,
    /// As an index into the range's looks.
    pub look: usize,
    /// Variations of one name are told apart by it, from 1.
    pub series: usize,
}

/// A category as the places are counted through it.
struct Stall {
    category: &'static Category,
    slugs: Vec<String>,
    /// The places in `goods` of what there are variations of.
    varied: Vec<usize>,
}

static STALLS: LazyLock<Vec<Stall>> = LazyLock::new(|| {
    let stall = |category: &'static Category| Stall {
        category,
        slugs: category
            .goods
            .iter()
            .map(|good| slugify(good.name))
            .collect(),
        varied: category.varied().map(|(index, _)| index).collect(),
    };
    CATEGORIES.iter().map(stall).collect()
});

/// Goods by slug: the stall's index and the good's within it.
static BY_SLUG: LazyLock<HashMap<&'static str, (usize, usize)>> = LazyLock::new(|| {
    let stalls = STALLS.iter().enumerate();
    let slugs = stalls.flat_map(|(stall, at)| {
        let slugs = at.slugs.iter().enumerate();
        slugs.map(move |(good, slug)| (slug.as_str(), (stall, good)))
    });
    slugs.collect()
});

impl Item {
    /// The thing at a place. There are a million.
    pub fn at(place: usize) -> Self {
        let stall = &STALLS[place % STALLS.len()];
        let turn = place / STALLS.len();
        let (good, variation) = match turn.checked_sub(stall.category.goods.len()) {
            None => (turn, None),
            Some(turn) => {
                let kinds = stall.varied.len();
                let variation = Variation::nth(turn / kinds, stall.category.range.places.len());
                (stall.varied[turn % kinds], Some(variation))
            }
        };
        Self {
            place,
            category: stall.category,
            good: &stall.category.goods[good],
            base: &stall.slugs[good],
            variation,
        }
    }

    /// Chance about this thing: the same each time.
    pub fn chance(&self) -> Chance {
        Chance::new(self.place as u64)
    }

    /// What it is called.
    pub fn name(&self) -> Cow<'static, str> {
        match self.variation {
            None => Cow::Borrowed(self.good.name),
            Some(variation) => Cow::Owned(variation.name(self.category, self.good)),
        }
    }

    /// Its slug.
    pub fn slug(&self) -> String {
        match self.variation {
            None => self.base.to_owned(),
            Some(_) => slugify(&self.name()),
        }
    }

    /// What its SKUs begin with.
    pub fn code(&self) -> Cow<'static, str> {
        match self.variation {
            None => Cow::Borrowed(self.good.code),
            Some(Variation { number, .. }) => Cow::Owned(format!("{}-N{number}", self.good.code)),
        }
    }

    /// The addresses of its pictures.
    pub fn pictures(&self) -> Vec<String> {
        let base = self.base;
        match self.variation {
            Some(Variation { number, .. }) => vec![format!("/media/demo/{base}-{number}.svg")],
            None => {
                let detail = self.good.detail;
                let detail = detail.map(|_| format!("/media/demo/{base}-{DETAIL}.svg"));
                let first = format!("/media/demo/{base}.svg");
                std::iter::once(first).chain(detail).collect()
            }
        }
    }
}

impl Variation {
    /// The variations go through all places of origin and looks before a name comes again, in an
    /// order in which neighbours differ in both.
    fn nth(index: usize, origins: usize) -> Self {
        /// Divides no number of combinations that there is.
        const STRIDE: usize = 1_009;
        let combinations = origins * Looks::COUNT;
        let combination = index * STRIDE % combinations;
        Self {
            number: index + 1,
            origin: combination % origins,
            look: combination / origins,
            series: index / combinations + 1,
        }
    }

    fn name(self, category: &Category, good: &Good) -> String {
        let range = &category.range;
        let (kind, origin, look) = (
            good.kind,
            range.places[self.origin],
            range.looks.name(self.look),
        );
        let number = match self.series {
            1 => String::new(),
            series => format!(" No. {series}"),
        };
        match range.naming {
            Naming::PlaceKindIn => format!("{origin} {kind}{number} in {look}"),
            Naming::PlaceKindComma => format!("{origin} {kind}{number}, {look}"),
            Naming::PlaceKindWith => format!("{origin} {kind}{number} with {look}"),
            Naming::PlaceKindLook => format!("{origin} {kind} “{look}”{number}"),
            Naming::KindLookFrom => format!("{kind} “{look}”{number} from {origin}"),
        }
    }

    fn palette(self, looks: Looks, own: Palette) -> Palette {
        looks.palette(self.look, own)
    }
}

/// The picture of a name such as `oil-lamp.svg`, `oil-lamp-detail.svg` or `oil-lamp-417.svg`; `None`
/// for every name that no thing's picture has.
pub fn picture(file: &str) -> Option<String> {
    let name = file.strip_suffix(".svg")?;
    if let Some((stall, good)) = BY_SLUG.get(name) {
        return Some(draw(CATEGORIES[*stall].goods[*good].picture));
    }
    let (base, rest) = name.rsplit_once('-')?;
    let (stall, good) = *BY_SLUG.get(base)?;
    let category = &CATEGORIES[stall];
    let good_of = &category.goods[good];
    if rest == DETAIL {
        return good_of.detail.map(draw);
    }
    let plain = !rest.starts_with('0') && rest.bytes().all(|byte| byte.is_ascii_digit());
    let index = rest.parse::<usize>().ok().filter(|_| plain)? - 1;
    let kinds = &STALLS[stall].varied;
    let turn = kinds.iter().position(|kind| *kind == good)?;
    let turns = index.checked_mul(kinds.len())?.checked_add(turn)?;
    let place = turns
        .checked_mul(CATEGORIES.len())?
        .checked_add(MADE + stall)?;
    if place >= MOST {
        return None;
    }
    let variation = Variation::nth(index, category.range.places.len());
    let picture = good_of.picture;
    Some(draw(Picture {
        palette: variation.palette(category.range.looks, picture.palette),
        seed: place as u64,
        ..picture
    }))
}

fn draw(picture: Picture) -> String {
    let mut svg = Svg::new();
    (picture.draw)(&mut svg, &picture.palette, &mut Chance::new(picture.seed));
    svg.finish()
}
