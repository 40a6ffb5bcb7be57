import pytest

from headload.errors import BadInput, WrongUse
from headload.measure.protect import load_policy, policy_names, policy_text
from headload.measure.protect import policy as policy_module
from unit.releases.made import rate, release, total

SHIPPED = (policy_module.resources.files(policy_module.__package__)) / "policies"


def shipped_text():
    return (SHIPPED / "confidential.toml").read_text(encoding="utf-8")


def written(folder, text):
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_default_policy_is_confidential_with_threshold_ten():
    policy = load_policy()
    assert policy.name == "confidential"
    assert policy.protection.threshold == 10
    assert policy.disclosed.n == "none"


def test_every_shipped_policy_loads_and_bears_the_name_of_its_file():
    assert {"confidential", "public-use", "ilostat"} < set(policy_names())
    assert [load_policy(name).name for name in policy_names()] == list(policy_names())


PRODUCERS = {
    # n and cv of a total, and its flag: by the producer's own words
    "ilostat": [(4, 0.1, "S"), (14, 0.9, "E"), (15, 0.9, "")],
    "statistics-canada": [
        (9, 0.1, "F"),
        (50, 0.16, ""),
        (50, 0.2, "E"),
        (50, 0.4, "F"),
    ],
    "nchs": [(29, 0.1, "F"), (59, 0.1, "E"), (60, 0.1, ""), (60, 0.3, "E")],
    "dhs": [(24, 0.1, "F"), (49, 0.1, "E"), (50, 0.9, "")],
    "ons": [(50, 0.19, ""), (50, 0.2, "E")],
    "psa": [(50, 0.09, ""), (50, 0.1, "E")],
    "inei": [(50, 0.14, ""), (50, 0.16, "E")],
}


@pytest.mark.parametrize("name", PRODUCERS)
def test_a_profile_marks_figures_as_its_producer_does(name):
    for n, cv, flag in PRODUCERS[name]:
        (cell,) = release(total(n, cv=cv), policy=name).estimates
        assert str(cell.flag) == flag, (name, n, cv)
        assert (cell.value is None) == (flag in {"F", "S"})


def test_rates_need_ten_on_both_sides_and_a_narrow_interval_by_nchs():
    def flag(n_numerator, low, high):
        cell = rate(100, n_numerator, ci_low=low, ci_high=high)
        (made,) = release(cell, policy="nchs-rates").estimates
        return str(made.flag)

    assert flag(50, 0.4, 0.6) == ""
    assert flag(9, 0.05, 0.15) == "S"
    assert flag(91, 0.85, 0.95) == "S"
    assert flag(11, 0.03, 0.25) == "F"


def test_every_profile_says_that_it_is_not_the_policy_of_its_producer():
    for name in {*PRODUCERS, "nchs-rates"}:
        assert "not " in load_policy(name).owner
        assert "Source" in policy_text(name)


def test_a_data_owner_can_bring_a_policy_of_their_own(tmp_path):
    text = shipped_text().replace("threshold = 10 ", "threshold = 30 ")
    policy = load_policy(written(tmp_path, text))
    assert policy.protection.threshold == 30
    assert policy.sha256 != load_policy().sha256


def test_an_unknown_policy_name_lists_the_shipped_ones():
    with pytest.raises(WrongUse, match=r"confidential, dhs, ilostat.*HL-PROT-01"):
        load_policy("secret")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("threshold = 10 ", "treshold = 10 ", 'unknown key "treshold"; closest: thres'),
        ('zeros = "withhold"', "", 'lacks "zeros"'),
        ("threshold = 10 ", "threshold = 0 ", '"threshold" has a value'),
        ("threshold = 10 ", 'threshold = "10" ', '"threshold" has a value'),
        ("threshold = 10 ", "threshold = true ", '"threshold" has a value'),
        ('parts = "both"', 'parts = "some"', '"parts" has a value'),
        ('n = "none"', 'n = "all"', '"n" has a value'),
        ("bands = [10, 25,", "bands = [25, 10,", '"bands" has a value'),
        ("bands = [10, 25,", "bands = [1.5, 25,", '"bands" has a value'),
        ('n = "none"', 'n = "bands"\n', ""),
        ("cv_caution = 0.166", "cv_caution = 0.5", '"cv_caution" has a value'),
        ('schema = "headload-policy/1"', 'schema = "x"', "schema of the policy"),
        ("[rounding]", "[rounding", "not TOML"),
    ],
)
def test_a_faulty_policy_is_refused_by_section_and_key(tmp_path, old, new, message):
    text = shipped_text()
    assert old in text
    path = written(tmp_path, text.replace(old, new))
    if not message:
        assert load_policy(path).disclosed.n == "bands"
        return
    with pytest.raises(BadInput, match=r"HL-PROT-02") as refusal:
        load_policy(path)
    assert message in refusal.value.what


def test_bands_below_the_threshold_are_refused(tmp_path):
    text = shipped_text().replace('n = "none"', 'n = "bands"')
    path = written(tmp_path, text.replace("bands = [10, 25,", "bands = [5, 25,"))
    with pytest.raises(BadInput, match='"bands" has a value'):
        load_policy(path)
