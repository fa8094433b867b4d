//! Money: integers in minor units of one currency. Only this module knows how many digits a currency has.
