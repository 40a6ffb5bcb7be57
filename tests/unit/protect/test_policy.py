import pytest

from headload.errors import BadInput, WrongUse
from headload.measure.protect import load_policy, policy_names
from headload.measure.protect import policy as policy_module

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
    assert policy_names() == ("confidential", "public-use")
    assert [load_policy(name).name for name in policy_names()] == list(policy_names())


def test_a_data_owner_can_bring_a_policy_of_their_own(tmp_path):
    text = shipped_text().replace("threshold = 10 ", "threshold = 30 ")
    policy = load_policy(written(tmp_path, text))
    assert policy.protection.threshold == 30
    assert policy.sha256 != load_policy().sha256


def test_an_unknown_policy_name_lists_the_shipped_ones():
    with pytest.raises(WrongUse, match=r"confidential, public-use.*HL-PROT-01"):
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
