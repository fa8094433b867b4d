//! Variants and options that a body gives, over those that are there.

use std::collections::HashSet;

use poem_openapi::types::MaybeUndefined;

use super::{
    CatalogueError, FieldError, Record,
    apply::{may, must, over, trimmed},
    input::{NewProduct, OptionInput, VariantInput},
    record::{OptionRecord, VariantRecord},
};

impl NewProduct {
    /// The variants given, or the one that the product's own fields describe.
    pub(super) fn variants(&self) -> Result<Vec<VariantRecord>, CatalogueError> {
        let own = VariantRecord {
            sku: self.sku.clone().map(trimmed),
            price: self.price.unwrap_or(0),
            original_price: self.original_price,
            stock_quantity: self.stock_quantity.unwrap_or(0),
            ..VariantRecord::default()
        };
        let Some(given) = self.variants.as_ref().filter(|given| !given.is_empty()) else {
            if self.variants.is_some() {
                return Err(FieldError::invalid("/variants", "must have 1 to 200 items"));
            }
            return match self.price {
                Some(_) => Ok(vec![own]),
                None => Err(FieldError::invalid("/price", "is required")),
            };
        };
        if self.sku.is_some() {
            return Err(FieldError::invalid(
                "/sku",
                "belongs to a variant of a product with variants",
            ));
        }
        let base = VariantRecord {
            is_default: false,
            ..own
        };
        let mut variants = Vec::with_capacity(given.len());
        for (index, variant) in given.iter().enumerate() {
            if variant.id.is_some() {
                return Err(FieldError::invalid(
                    &format!("/variants/{index}/id"),
                    "is given by the shop",
                ));
            }
            if variant.price.is_none() && self.price.is_none() {
                return Err(FieldError::invalid(
                    &format!("/variants/{index}/price"),
                    "is required",
                ));
            }
            variants.push(variant.over(base.clone()));
        }
        choose_default(&mut variants);
        Ok(variants)
    }
}

/// The first variant is the default one when none is marked.
fn choose_default(variants: &mut [VariantRecord]) {
    if !variants.iter().any(|variant| variant.is_default)
        && let Some(first) = variants.first_mut()
    {
        first.is_default = true;
    }
}

/// The axes given, or those that the variants have, values in the order in which they appear.
pub(super) fn options_of(
    given: Option<Vec<OptionInput>>,
    variants: &[VariantRecord],
) -> Vec<OptionRecord> {
    if let Some(given) = given {
        return given
            .into_iter()
            .map(|option| OptionRecord {
                name: option.name,
                values: option.values,
            })
            .collect();
    }
    let mut options: Vec<OptionRecord> = Vec::new();
    for (name, value) in variants.iter().flat_map(|variant| &variant.options) {
        match options.iter_mut().find(|option| option.name == *name) {
            Some(option) if option.values.contains(value) => {}
            Some(option) => option.values.push(value.clone()),
            None => options.push(OptionRecord {
                name: name.clone(),
                values: vec![value.clone()],
            }),
        }
    }
    options
}

impl VariantInput {
    /// What is given here over what is there.
    fn over(&self, base: VariantRecord) -> VariantRecord {
        VariantRecord {
            id: base.id,
            sku: over(self.sku.clone(), base.sku).map(trimmed),
            options: self.options.clone().unwrap_or(base.options),
            price: self.price.unwrap_or(base.price),
            original_price: over(self.original_price, base.original_price),
            stock_quantity: self.stock_quantity.unwrap_or(base.stock_quantity),
            is_default: self.is_default.unwrap_or(base.is_default),
            is_active: self.is_active.unwrap_or(base.is_active),
        }
    }
}

/// The axes as they were, widened by what new variants bring, without those that none has.
pub(super) fn kept_options(old: &[OptionRecord], variants: &[VariantRecord]) -> Vec<OptionRecord> {
    let mut options = old.to_vec();
    for read in options_of(None, variants) {
        match options.iter_mut().find(|option| option.name == read.name) {
            Some(option) => {
                let known: HashSet<String> = option.values.iter().cloned().collect();
                option.values.extend(
                    read.values
                        .into_iter()
                        .filter(|value| !known.contains(value)),
                );
            }
            None => options.push(read),
        }
    }
    options.retain(|option| {
        variants
            .iter()
            .any(|variant| variant.options.contains_key(&option.name))
    });
    options
}

/// The new list of variants over the old one.
pub(super) fn merged(
    record: &Record,
    given: &[VariantInput],
) -> Result<Vec<VariantRecord>, CatalogueError> {
    let mut variants = Vec::with_capacity(given.len());
    let mut seen = HashSet::new();
    for (index, input) in given.iter().enumerate() {
        let base = match input.id {
            Some(id) if !seen.insert(id) => {
                return Err(FieldError::invalid(
                    &format!("/variants/{index}/id"),
                    "is there twice",
                ));
            }
            Some(id) => {
                let old = record
                    .variants
                    .iter()
                    .find(|variant| variant.id == Some(id));
                let detail = "is no variant of this product";
                old.cloned()
                    .ok_or_else(|| FieldError::invalid(&format!("/variants/{index}/id"), detail))?
            }
            None if input.price.is_none() => {
                return Err(FieldError::invalid(
                    &format!("/variants/{index}/price"),
                    "is required",
                ));
            }
            None => VariantRecord {
                is_default: false,
                ..VariantRecord::default()
            },
        };
        variants.push(input.over(base));
    }
    let newly: Vec<usize> = given
        .iter()
        .enumerate()
        .filter(|(_, input)| input.is_default == Some(true))
        .map(|(index, _)| index)
        .collect();
    if let [chosen] = newly.as_slice() {
        variants
            .iter_mut()
            .enumerate()
            .for_each(|(index, variant)| variant.is_default = index == *chosen);
    }
    choose_default(&mut variants);
    Ok(variants)
}

/// The fields that a product has in the place of its only variant.
pub(super) struct OneVariant {
    pub(super) price: MaybeUndefined<i64>,
    pub(super) original_price: MaybeUndefined<i64>,
    pub(super) sku: MaybeUndefined<String>,
    pub(super) stock_quantity: MaybeUndefined<i64>,
}

impl OneVariant {
    pub(super) fn apply(self, record: &mut Record) -> Result<(), CatalogueError> {
        let named = [
            ("/price", self.price.is_undefined()),
            ("/original_price", self.original_price.is_undefined()),
            ("/sku", self.sku.is_undefined()),
            ("/stock_quantity", self.stock_quantity.is_undefined()),
        ];
        let Some((pointer, _)) = named.into_iter().find(|(_, undefined)| !undefined) else {
            return Ok(());
        };
        let [variant] = record.variants.as_mut_slice() else {
            let detail = "belongs to a variant: the product has several, change them in variants";
            return Err(FieldError::invalid(pointer, detail));
        };
        must("/price", self.price, &mut variant.price)?;
        may(self.original_price, &mut variant.original_price);
        may(self.sku, &mut variant.sku);
        must(
            "/stock_quantity",
            self.stock_quantity,
            &mut variant.stock_quantity,
        )
    }
}
