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
    ("Cobalt Glass", glazed(NIGHT, 0x2f_62_b8, 0x7f_b4_e0)),
    ("Ruby Glass", glazed(DUSK, 0xc4_2f_3c, 0xe8_a0_4a)),
    ("Smoke Glass", glazed(NIGHT, 0x7d_74_6c, 0xb9_a8_8c)),
    ("Turquoise Glass", glazed(GROVE, 0x35_a8_a4, 0xe0_c0_6a)),
    ("Honey Glass", glazed(DUSK, 0xe0_8e_2e, 0xf0_c8_6a)),
    ("Violet Glass", glazed(NIGHT, 0x86_5a_b0, 0xd0_7f_a8)),
    ("Coral Glass", glazed(GROVE, 0xe8_73_54, 0xf0_b4_7a)),
    ("Olive Glass", glazed(NIGHT, 0x8a_96_42, 0xd8_c4_6a)),
    ("Ice Glass", glazed(DUSK, 0xa8_cc_d8, 0xe4_ee_ea)),
    ("Garnet Glass", glazed(GROVE, 0x9a_2a_44, 0xd8_7a_5a)),
    ("Teal Glass", glazed(DUSK, 0x2a_84_8c, 0x6a_c0_b0)),
    ("Lemon Glass", glazed(NIGHT, 0xe0_cc_4a, 0xf2_e4_9a)),
    ("Tea Glass", glazed(GROVE, 0xb0_62_2a, 0xd8_9a_54)),
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
