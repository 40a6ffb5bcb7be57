"""The website (extra `headload[web]`): opens sealed releases only."""
