//! Colours, and the palettes that pictures are painted in.

use std::fmt;

/// A colour as 0xRRGGBB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub u32);

impl fmt::Display for Colour {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "#{:06x}", self.0)
    }
}

/// Chalk: light is mixed with it.
pub const WHITE: Colour = Colour(0xfffbf2);
/// Soot: shade is mixed with it.
pub const BLACK: Colour = Colour(0x1c1412);

impl Colour {
    fn channels(self) -> [u32; 3] {
        [self.0 >> 16 & 255, self.0 >> 8 & 255, self.0 & 255]
    }

    /// This colour with so much (0 to 1) of another.
    pub fn mix(self, other: Self, share: f64) -> Self {
        let (own, others) = (self.channels(), other.channels());
        let mut mixed = 0;
        for (one, two) in own.into_iter().zip(others) {
            let channel = f64::from(one) + (f64::from(two) - f64::from(one)) * share;
            mixed = mixed << 8 | channel.round() as u32;
        }
        Self(mixed)
    }

    /// So much lighter, 0 to 1.
    pub fn lighter(self, share: f64) -> Self {
        self.mix(WHITE, share)
    }

    /// So much darker, 0 to 1.
    pub fn darker(self, share: f64) -> Self {
        self.mix(BLACK, share)
    }
}

/// The colours of a picture. The thing is `main`; the others go with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// The wall behind.
    pub ground: Colour,
    /// The thing's own colour.
    pub main: Colour,
    /// Its shade.
    pub deep: Colour,
    /// What sets it off.
    pub accent: Colour,
    /// A quieter second.
    pub second: Colour,
    /// Undyed: wool, plaster, paper.
    pub light: Colour,
    /// Lines.
    pub ink: Colour,
}

const fn palette(colours: [u32; 7]) -> Palette {
    let [ground, main, deep, accent, second, light, ink] = colours;
    Palette {
        ground: Colour(ground),
        main: Colour(main),
        deep: Colour(deep),
        accent: Colour(accent),
        second: Colour(second),
        light: Colour(light),
        ink: Colour(ink),
    }
}

macro_rules! palettes {
    ($($(#[$doc:meta])* $name:ident = $colours:expr;)+) => {
        $($(#[$doc])* pub const $name: Palette = palette($colours);)+
    };
}

palettes! {
    /// Deep blue on sand.
    INDIGO = [0xe6d7bd, 0x2f4b80, 0x1d2f57, 0xc9573b, 0xe3ab4f, 0xf7eedd, 0x1b2036];
    /// Root red on sage.
    MADDER = [0xc8d2c1, 0xa8322a, 0x742020, 0x24456b, 0xe0a448, 0xf6e9d4, 0x2b1716];
    /// Golden yellow on mist.
    SAFFRON = [0xc9d6d6, 0xe0982c, 0xb4661b, 0x9c3a2b, 0x2f6a6b, 0xfbf0d8, 0x3a2412];
    /// Green of the press on clay.
    OLIVE = [0xe7cfb4, 0x6f7a3a, 0x48512a, 0xc4653a, 0xd9b25c, 0xf5edd8, 0x2a2c1a];
    /// Glaze blue-green on apricot.
    TURQUOISE = [0xf0d9bd, 0x2a8a8c, 0x17595f, 0xd9583f, 0xefb75a, 0xf4f1e2, 0x12343a];
    /// Damask rose on pale green.
    ROSE = [0xd5dccb, 0xc7647a, 0x93405a, 0x3f6b66, 0xedc07a, 0xfbeee6, 0x3d1d2b];
    /// Oiled wood on putty.
    WALNUT = [0xdccdb4, 0x7a4a2b, 0x4c2c1a, 0xc98b3c, 0x35524a, 0xf3e6cf, 0x2a1810];
    /// Soft black on blush.
    CHARCOAL = [0xe6d3c5, 0x3d3f45, 0x24262b, 0xc05a38, 0xd9aa5a, 0xf3ebe0, 0x17181b];
    /// Undyed on blue mist.
    SAND = [0xc2cfcf, 0xd9bd8d, 0xa98857, 0xa4492f, 0x3d6470, 0xfaf2e1, 0x3b2c1b];
    /// Dark red on rose plaster.
    POMEGRANATE = [0xead3c4, 0x8e1f3f, 0x5c1430, 0xd98a35, 0x2f6d63, 0xf8e8dc, 0x2d0f1c];
    /// Pale green on cream.
    MINT = [0xf1e0c6, 0x7fae93, 0x4a7a63, 0xd2694a, 0xe8bf62, 0xf7f3e3, 0x1f3a30];
    /// Baked earth on lichen.
    TERRACOTTA = [0xd6d8c4, 0xc4623d, 0x8f3f27, 0x2d5f73, 0xecb863, 0xf9ecdb, 0x37190f];
    /// Aubergine on dove grey.
    PLUM = [0xdfd3cb, 0x5d3561, 0x3b2144, 0xd9753f, 0xd8b05f, 0xf5e9e6, 0x23132b];
    /// Door blue on straw.
    SKY = [0xf0dfbf, 0x5f93bd, 0x34638f, 0xcf5b3d, 0xf0c164, 0xf6f2e6, 0x1b324a];
    /// Nut green on peach.
    PISTACHIO = [0xf2d9c6, 0xa9b665, 0x74813f, 0xb5483a, 0x2f6370, 0xf9f4df, 0x2f3519];
    /// Hammered metal on celadon.
    COPPER = [0xcad6cb, 0xb5683a, 0x7d4124, 0x2a6a68, 0xeec07d, 0xfbeedd, 0x321a0f];
    /// Polished brass at night.
    NIGHT = [0x22304d, 0xd9a441, 0x8b5e22, 0xd8553a, 0x3fa7a0, 0xfff1c9, 0x10162a];
    /// Lamplight on aubergine.
    DUSK = [0x3a2742, 0xdf9f4a, 0x8f5a2a, 0x5aa9a4, 0xd9577a, 0xffedc6, 0x1c1224];
    /// Lamplight on bottle green.
    GROVE = [0x1f3d3a, 0xdba84e, 0x8a6428, 0xe0683c, 0x6fb2c9, 0xfff0cc, 0x0f201f];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixing_meets_in_the_middle() {
        let grey = Colour(0x000000).mix(Colour(0xfffe02), 0.5);
        assert_eq!(grey.to_string(), "#807f01");
        assert_eq!(INDIGO.main.lighter(0.0), INDIGO.main);
    }
}
