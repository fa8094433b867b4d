//! What variations differ in beside the place they come from, and how their pictures show it.

use super::super::draw::*;

/// A set of looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    /// Colours of wool, cloth, leather and glaze.
    Dyes,
    /// Colours of glass.
    Glass,
    /// Stones.
    Stones,
    /// How spices are grown, picked and cleaned.
    Grades,
    /// The names of a maker's lines.
    Lines,
}

const DYES: [(&str, Palette); 16] = [
    ("Indigo", INDIGO),
    ("Madder Red", MADDER),
    ("Saffron", SAFFRON),
    ("Olive", OLIVE),
    ("Turquoise", TURQUOISE),
    ("Damask Rose", ROSE),
    ("Walnut", WALNUT),
    ("Charcoal", CHARCOAL),
    ("Sand", SAND),
    ("Pomegranate", POMEGRANATE),
    ("Mint", MINT),
    ("Terracotta", TERRACOTTA),
    ("Aubergine", PLUM),
    ("Sky Blue", SKY),
    ("Pistachio", PISTACHIO),
    ("Copper", COPPER),
];

const GLASS: [(&str, Palette); 16] = [
    ("Amber Glass", NIGHT),
    ("Rose Glass", DUSK),
    ("Emerald Glass", GROVE),
    ("Cobalt Glass", glazed(NIGHT, 0x2f62b8, 0x7fb4e0)),
    ("Ruby Glass", glazed(DUSK, 0xc42f3c, 0xe8a04a)),
    ("Smoke Glass", glazed(NIGHT, 0x7d746c, 0xb9a88c)),
    ("Turquoise Glass", glazed(GROVE, 0x35a8a4, 0xe0c06a)),
    ("Honey Glass", glazed(DUSK, 0xe08e2e, 0xf0c86a)),
    ("Violet Glass", glazed(NIGHT, 0x865ab0, 0xd07fa8)),
    ("Coral Glass", glazed(GROVE, 0xe87354, 0xf0b47a)),
    ("Olive Glass", glazed(NIGHT, 0x8a9642, 0xd8c46a)),
    ("Ice Glass", glazed(DUSK, 0xa8ccd8, 0xe4eeea)),
    ("Garnet Glass", glazed(GROVE, 0x9a2a44, 0xd87a5a)),
    ("Teal Glass", glazed(DUSK, 0x2a848c, 0x6ac0b0)),
    ("Lemon Glass", glazed(NIGHT, 0xe0cc4a, 0xf2e49a)),
    ("Tea Glass", glazed(GROVE, 0xb0622a, 0xd89a54)),
];

const fn glazed(room: Palette, first: u32, second: u32) -> Palette {
    Palette {
        accent: Colour(first),
        second: Colour(second),
        ..room
    }
}

const STONES: [(&str, Palette); 16] = [
    ("Lapis", INDIGO),
    ("Garnet", MADDER),
    ("Amber", SAFFRON),
    ("Peridot", OLIVE),
    ("Turquoise", TURQUOISE),
    ("Rose Quartz", ROSE),
    ("Tiger's Eye", WALNUT),
    ("Onyx", CHARCOAL),
    ("Mother-of-Pearl", SAND),
    ("Ruby Glass", POMEGRANATE),
    ("Jade", MINT),
    ("Coral Glass", TERRACOTTA),
    ("Amethyst", PLUM),
    ("Aquamarine", SKY),
    ("Chrysoprase", PISTACHIO),
    ("Carnelian", COPPER),
];

const GRADES: [&str; 16] = [
    "First Harvest",
    "Late Harvest",
    "Hand Sorted",
    "Sun Dried",
    "Shade Dried",
    "Small Lot",
    "Mountain Grown",
    "Garden Grown",
    "Kitchen Pack",
    "Family Reserve",
    "Market Grade",
    "Pantry Pack",
    "Early Crop",
    "Village Lot",
    "Terrace Grown",
    "Old Field",
];

const LINES: [&str; 16] = [
    "Nightingale",
    "Caravan",
    "Courtyard",
    "Harbour",
    "Morning",
    "Evening",
    "Orchard",
    "Cypress",
    "Seven Steps",
    "Crescent",
    "Swallow",
    "Fountain",
    "Almond",
    "Silk Road",
    "High Pass",
    "Lantern",
];

impl Looks {
    /// How many there are of each.
    pub const COUNT: usize = 16;

    /// The name as it stands in a product's name.
    pub fn name(self, look: usize) -> &'static str {
        match self {
            Self::Dyes => DYES[look].0,
            Self::Glass => GLASS[look].0,
            Self::Stones => STONES[look].0,
            Self::Grades => GRADES[look],
            Self::Lines => LINES[look],
        }
    }

    /// Whether an option or an attribute says the same as the look: a bottle in olive has no glazes to
    /// choose from.
    pub fn settles(self, name: &str) -> bool {
        let is_shade = matches!(
            name,
            "Colour" | "Colours" | "Glaze" | "Stone" | "Band" | "Wood"
        );
        is_shade && matches!(self, Self::Dyes | Self::Glass | Self::Stones)
    }

    /// Whether a word is one of these looks, in any case.
    pub fn has(self, word: &str) -> bool {
        (0..Self::COUNT).any(|look| self.name(look).eq_ignore_ascii_case(word))
    }

    /// Whether the name is a name of its own, which keeps its capitals inside a sentence.
    pub fn is_proper(self) -> bool {
        self == Self::Lines
    }

    /// The colours of a variation: all of them where the look is a colour, else the thing keeps its
    /// own and the wall behind changes.
    pub fn palette(self, look: usize, own: Palette) -> Palette {
        match self {
            Self::Dyes => DYES[look].1,
            Self::Glass => GLASS[look].1,
            Self::Stones => STONES[look].1,
            Self::Grades | Self::Lines => Palette {
                ground: DYES[look].1.ground,
                ..own
            },
        }
    }
}
