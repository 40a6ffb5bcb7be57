def kept(answer):
    answer.set_cookie("theme", "dark")  # caught
    answer.set_cookie("theme", "dark", httponly=True)  # caught
