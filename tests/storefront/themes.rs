//! Themes: files that replace the shop's own.

use std::fs;

use crate::{
    open,
    support::{Folder, TestShop, refused},
};

fn theme(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn start(theme: &tempfile::TempDir) -> TestShop {
    TestShop::with(&["--theme", theme.path().to_str().unwrap()])
}

#[test]
fn a_theme_replaces_templates_and_assets() {
    let theme = theme(&[
        (
            "templates/home.html",
            "{% extends \"templates/base.html\" %}{% block main %}<h1>My own {{ shop_name }}</h1>{% endblock %}",
        ),
        ("assets/shop.css", "body { color: rebeccapurple }"),
        (".git/config", "nothing to see"),
    ]);
    let shop = start(&theme);
    let page = open(&shop.guest(), "/");
    assert_eq!(page.heading(), "My own souk");
    let css = page
        .html
        .split("href=\"")
        .find(|part| part.contains("shop.css"))
        .unwrap();
    let css = css.split('"').next().unwrap();
    assert_eq!(shop.get(css).text(), "body { color: rebeccapurple }");
    open(&shop.guest(), "/products");
}

#[test]
fn a_theme_that_cannot_be_refuses_the_start() {
    for (files, said) in [
        (
            &[("templates/home.html", "{% if %}")][..],
            "templates/home.html",
        ),
        (
            &[("templates/home.html", "line\n{{ total|nofilter }}")],
            "line 2",
        ),
        (
            &[(
                "templates/home.html",
                "{% include \"templates/gone.html\" %}",
            )],
            "gone.html",
        ),
        (
            &[("templates/hme.html", "x")],
            "did you mean templates/home.html?",
        ),
        (&[("style.css", "x")], "replaces nothing"),
        (&[("fonts/a.css", "x")], "replaces nothing"),
    ] {
        let theme = theme(files);
        let folder = Folder::new();
        let ran = refused(&folder, &["--theme", theme.path().to_str().unwrap()], &[]);
        let ran = ran.expect_code(2);
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
        assert_eq!(ran.stderr.trim().lines().count(), 1, "{}", ran.stderr);
        assert!(!folder.path().join("shop.db").exists(), "nothing is made");
    }
    let ran = refused(&Folder::new(), &["--theme", "/nowhere/at/all"], &[]);
    ran.expect_code(1)
        .expect_complaint(&["/nowhere/at/all cannot be read", "No such file"]);
    let theme = tempfile::tempdir().unwrap();
    fs::create_dir(theme.path().join("templates")).unwrap();
    fs::write(theme.path().join("templates/home.html"), b"\xff\xfe").unwrap();
    let ran = refused(
        &Folder::new(),
        &["--theme", theme.path().to_str().unwrap()],
        &[],
    );
    assert!(ran.expect_code(2).stderr.contains("UTF-8"));
}

#[test]
fn a_template_that_fails_on_a_page_leaves_it_to_the_shop() {
    let theme = theme(&[(
        "templates/product.html",
        "{% if product %}{{ product.name|nofilter }}{% endif %}",
    )]);
    let shop = start(&theme);
    shop.product("Robust").create();
    assert_eq!(open(&shop.guest(), "/p/robust").heading(), "Robust");
    assert!(shop.log().contains("the theme failed on a page"));
}
